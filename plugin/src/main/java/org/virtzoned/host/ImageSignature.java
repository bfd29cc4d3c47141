package org.virtzoned.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The format that a file's first bytes say it is in, of those that qemu-img knows by them (the {@code bdrv_probe}
 * functions in QEMU's {@code block/}).
 */
final class ImageSignature {
    static final byte[] QCOW = {'Q', 'F', 'I', (byte) 0xfb};

    private static final int QCOW1_VERSION = 1;

    private static final Map<String, byte[]> AT_THE_BEGINNING = Map.of(
            "qed", ascii("QED\0"),
            "vmdk", ascii("KDMV"),
            "vmdk (ESX)", ascii("COWD"),
            "vmdk (its description)", ascii("# Disk DescriptorFile"),
            "vhdx", ascii("vhdxfile"),
            "vpc", ascii("conectix"),
            "parallels", ascii("WithoutFreeSpace"),
            "parallels (extended)", ascii("WithouFreSpacExt"),
            "luks", new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe});

    private static final int VDI_OFFSET = 0x40;
    private static final byte[] VDI = {0x7f, 0x10, (byte) 0xda, (byte) 0xbe};

    private ImageSignature() {}

    /** The format's name; empty where the bytes are not those of an image. */
    static Optional<String> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(VDI_OFFSET + VDI.length);
        }
        if (has(head, 0, QCOW) && head.length > QCOW.length + 3) {
            return Optional.of(head[QCOW.length + 3] == QCOW1_VERSION ? "qcow" : "qcow2");
        }
        if (has(head, VDI_OFFSET, VDI)) {
            return Optional.of("vdi");
        }
        return AT_THE_BEGINNING.entrySet().stream()
                .filter(format -> has(head, 0, format.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean has(byte[] head, int offset, byte[] signature) {
        return head.length >= offset + signature.length
                && Arrays.equals(head, offset, offset + signature.length, signature, 0, signature.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
