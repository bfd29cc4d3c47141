package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.virtzoned.device.ByteSize;

/**
 * Whether a file system has room for a file that is created. A sparse file takes its blocks as the guest writes them: it may
 * be larger than what is free, and the user is told of it. One that is allocated whole may not.
 */
public final class FreeSpace {
    /** Sizes are rounded down to a unit of which there are ten at least. */
    private static final int FEWEST_UNITS = 10;

    private static final int LARGEST_SHIFT = 40;

    private FreeSpace() {}

    /**
     * A warning, where a sparse file may grow to more than what is free.
     *
     * @param what the file or volume, such as its path
     * @param where such as {@code its file system}
     * @param freeBytes what is free there
     */
    public static Optional<String> shortage(String what, ByteSize size, String where, long freeBytes) {
        return size.bytes() <= freeBytes
                ? Optional.empty()
                : Optional.of(what + " is sparse and may grow to " + size + ", but " + where + " has " + text(freeBytes)
                        + " free: once it is full, the guest's writes fail.");
    }

    /**
     * Refuses a file that is to be allocated whole where there is not that much room.
     *
     * @throws HostException naming both sizes
     */
    static void requireRoom(Path file, ByteSize size) {
        long free = bytes(file);
        if (size.bytes() > free) {
            throw new HostException(
                    "Cannot create " + file + ": " + size + " are to be allocated at once, but its file system has "
                            + text(free) + " free.",
                    "Choose a smaller size=, or leave preallocate=yes out.");
        }
    }

    /** What is free for this user where a file is going to be; as much as there can be where that cannot be asked. */
    static long bytes(Path file) {
        Path folder = file;
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String text(long bytes) {
        for (int shift = LARGEST_SHIFT; shift > 0; shift -= 10) {
            if (bytes >> shift >= FEWEST_UNITS) {
                return new ByteSize(bytes >> shift << shift).toString();
            }
        }
        return bytes > 0 ? new ByteSize(bytes).toString() : "nothing";
    }
}
