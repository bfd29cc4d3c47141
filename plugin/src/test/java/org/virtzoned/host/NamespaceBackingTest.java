package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.SourcePaths;
import org.virtzoned.device.Way;

/** What is there already, and a namespace is to be on; images are those that qemu-img makes. */
class NamespaceBackingTest {
    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void choosePath() {
        file = folder.resolve("a.img");
    }

    @Test
    void anImageCountsByItsVirtualSize() throws Exception {
        for (String version : List.of("0.10", "1.1")) {
            image("-f", "qcow2", "-o", "compat=" + version);
            NamespaceBacking.requireTakeable(namespace("64M", ImageFormat.QCOW2));
            assertRefused(
                    namespace("60M", ImageFormat.QCOW2),
                    "its virtual size is " + 64 * MIB + " bytes, expected " + 60 * MIB + " (60M).",
                    "Give its own size=, or another file; it is never changed to fit.");
        }
    }

    /** A file that is the namespace's by now may hold what its guest wrote: that of an image, say. */
    @Test
    void anImageIsNotTakenAsARawFileUnlessItIsRecordedSo() throws Exception {
        image("-f", "qcow2", "-o", "preallocation=full");
        NvmeZnsDevice ofItsLength = namespace(Files.size(file) + "B", ImageFormat.RAW, "zoned=no");

        assertRefused(ofItsLength, "it is an image in the format qcow2, expected a raw file.", "Add format=qcow2.");
        NamespaceBacking.requireUsable(ofItsLength);
    }

    @Test
    void anImageInAnotherFormatIsRefused() throws Exception {
        for (Map.Entry<String, String> format : Map.of(
                        "qcow",
                        "qcow",
                        "qed",
                        "qed",
                        "vmdk",
                        "vmdk",
                        "vdi",
                        "vdi",
                        "vhdx",
                        "vhdx",
                        "vpc",
                        "vpc",
                        "parallels",
                        "parallels (extended)")
                .entrySet()) {
            image("-f", format.getKey());
            assertRefused(
                    namespace("64M", ImageFormat.RAW),
                    "it is an image in the format " + format.getValue() + ", expected a raw file.",
                    "Choose another file, or convert it: qemu-img convert -O qcow2 " + file + " NEW.qcow2");
            assertRefused(
                    namespace("64M", ImageFormat.QCOW2),
                    "it is not a qcow2 image, expected one.",
                    "Choose another file; or, if it is a raw file, add format=raw.");
        }
    }

    @Test
    void anImageThatNeedsAnotherFileIsRefused() throws Exception {
        Path base = file;
        image("-f", "qcow2");
        file = folder.resolve("overlay");
        image("-f", "qcow2", "-b", base.toString(), "-F", "qcow2");
        String convert = "Choose another file, or convert it: qemu-img convert -O qcow2 " + file + " NEW.qcow2";
        assertRefused(
                namespace("64M", ImageFormat.QCOW2),
                "it is an overlay of " + base + ", expected an image without a backing file.",
                convert);

        Files.delete(file);
        image("-f", "qcow2", "-o", "data_file=" + folder.resolve("data.raw"));
        assertRefused(
                namespace("64M", ImageFormat.QCOW2),
                "its data is in another file, " + folder.resolve("data.raw")
                        + ", expected an image with its data in itself.",
                convert);
    }

    @Test
    void anEncryptedImageIsRefused() throws Exception {
        image(
                "-f",
                "qcow2",
                "--object",
                "secret,id=s,data=x",
                "-o",
                "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10");
        assertRefused(
                namespace("64M", ImageFormat.QCOW2),
                "it is encrypted, expected an image that is not.",
                "Choose another file.");
    }

    @Test
    void aCorruptImageIsRefused() throws Exception {
        image("-f", "qcow2");
        byte[] bytes = Files.readAllBytes(file);
        bytes[79] = 2;
        Files.write(file, bytes);
        assertRefused(
                namespace("64M", ImageFormat.QCOW2),
                "QEMU marked it as corrupt.",
                "Repair it: qemu-img check -r all " + file);
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file);
        assertRefused(
                namespace("64M", ImageFormat.QCOW2), "it is not a regular file.", "Choose another path for the file.");
        assertRefused(
                namespace("64M", ImageFormat.RAW), "it is not a regular file.", "Choose another path for the file.");
    }

    @Test
    void aNewImageIsEmptyAndOfItsVirtualSize() throws Exception {
        SourcePath path = new SourcePath(file.toString());
        for (boolean preallocate : new boolean[] {false, true}) {
            BackingFile image = BackingFile.planned(path, ByteSize.parse("64M"), "owner", "/elsewhere");
            image.draft(ImageFormat.QCOW2, preallocate, Optional.empty());
            image.settle();

            NamespaceBacking.requireUsable(namespace("64M", ImageFormat.QCOW2));
            assertEquals(preallocate, Files.size(file) >= 64 * MIB);
            assertEquals(0600, (int) Files.getAttribute(file, "unix:mode") & 07777);
            Files.delete(file);
        }
    }

    private void image(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q"));
        command.addAll(List.of(options));
        command.addAll(List.of(file.toString(), "64M"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), command::toString);
    }

    private NvmeZnsDevice namespace(String size, ImageFormat format) {
        return namespace(size, format, "zone-size=4M");
    }

    private NvmeZnsDevice namespace(String size, ImageFormat format, String more) {
        return (NvmeZnsDevice) new DeviceReader(profile -> null, SourcePaths.of("/x", "/x"))
                .fromOption(Way.NVME_ZNS, file + ",name=z,size=" + size + ",format=" + format + "," + more);
    }

    private void assertRefused(NvmeZnsDevice namespace, String reason, String remedy) {
        HostException refusal = assertThrows(HostException.class, () -> NamespaceBacking.requireTakeable(namespace));
        assertEquals("Cannot use " + file + ": " + reason, refusal.getMessage());
        assertEquals(Optional.of(remedy), refusal.remedy());
    }
}
