package org.virtzoned.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.virtzoned.error.Printable;

/**
 * What the header of a qcow2 image says (docs/interop/qcow2 in QEMU's source). The hook reads it in the same way: {@code
 * virt_zoned_lio/qcow2.py}.
 *
 * @param sizeBytes the virtual size: what a guest sees
 * @param backingFile the image that this one is an overlay of, as the header names it
 * @param dataFile the file that has the data, where that is another; of no name where the header gives none
 * @param encrypted whether QEMU needs a secret to open it
 * @param corrupt whether QEMU marked it so, and opens it for reading only
 */
record Qcow2Header(
        long sizeBytes, Optional<String> backingFile, Optional<String> dataFile, boolean encrypted, boolean corrupt) {
    private static final int VERSION_2_BYTES = 72;
    private static final int VERSION_3_BYTES = 104;
    private static final int MAX_NAME_BYTES = 1023;

    private static final int BACKING_FILE_OFFSET = 8;
    private static final int BACKING_FILE_LENGTH = 16;
    private static final int SIZE = 24;
    private static final int CRYPT_METHOD = 32;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final int HEADER_LENGTH = 100;

    private static final long CORRUPT = 1 << 1;
    private static final long EXTERNAL_DATA_FILE = 1 << 2;
    private static final int DATA_FILE_NAME = 0x44415441;

    /** A header has few extensions; one of more is not read to its end. */
    private static final int MAX_EXTENSIONS = 64;

    /**
     * Reads an image's.
     *
     * @return empty where the file is not a qcow2 image of version 2 or 3
     */
    static Optional<Qcow2Header> read(Path image) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(image)) {
            byte[] bytes = bytes(file, 0, VERSION_3_BYTES);
            if (bytes.length < VERSION_2_BYTES || !Arrays.equals(bytes, 0, 4, ImageSignature.QCOW, 0, 4)) {
                return Optional.empty();
            }
            ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(bytes, VERSION_3_BYTES));
            int version = header.getInt(4);
            if (version != 2 && (version != 3 || bytes.length < VERSION_3_BYTES)) {
                return Optional.empty();
            }
            long features = version == 3 ? header.getLong(INCOMPATIBLE_FEATURES) : 0;
            long nameOffset = header.getLong(BACKING_FILE_OFFSET);
            boolean external = (features & EXTERNAL_DATA_FILE) != 0;
            return Optional.of(new Qcow2Header(
                    header.getLong(SIZE),
                    nameOffset == 0
                            ? Optional.empty()
                            : Optional.of(name(file, nameOffset, header.getInt(BACKING_FILE_LENGTH))),
                    external ? Optional.of(dataFile(file, header.getInt(HEADER_LENGTH))) : Optional.empty(),
                    header.getInt(CRYPT_METHOD) != 0,
                    (features & CORRUPT) != 0));
        }
    }

    private static String dataFile(SeekableByteChannel file, int headerLength) throws IOException {
        long offset = Integer.toUnsignedLong(headerLength);
        for (int i = 0; i < MAX_EXTENSIONS; i++) {
            byte[] bytes = bytes(file, offset, Long.BYTES);
            if (bytes.length < Long.BYTES) {
                break;
            }
            ByteBuffer extension = ByteBuffer.wrap(bytes);
            int type = extension.getInt();
            int length = extension.getInt();
            if (type == DATA_FILE_NAME) {
                return name(file, offset + Long.BYTES, length);
            }
            if (type == 0) {
                break;
            }
            // Each is filled up to a multiple of eight bytes.
            offset += Long.BYTES + (Integer.toUnsignedLong(length) + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        }
        return "";
    }

    private static String name(SeekableByteChannel file, long offset, int length) throws IOException {
        int bounded = Math.max(0, Math.min(length, MAX_NAME_BYTES));
        return Printable.of(new String(bytes(file, offset, bounded), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(SeekableByteChannel file, long offset, int length) throws IOException {
        if (offset < 0 || offset >= file.size()) {
            return new byte[0];
        }
        file.position(offset);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // A read may give less than was asked for.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
