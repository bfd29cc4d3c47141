package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that files of ours are put in.
 *
 * @param permissions as {@code ls} shows them; a folder that is there keeps its own
 */
record HostFolder(Path path, String permissions) {
    /** For files that all may read. */
    static HostFolder open(Path path) {
        return new HostFolder(path, "rwxr-xr-x");
    }

    /** As libvirt's own folders of images: QEMU, as another user, gets through to files that it is told of. */
    static HostFolder passable(Path path) {
        return new HostFolder(path, "rwx--x--x");
    }

    /** What is in a folder; nothing where there is none. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /**
     * Makes the folder, and those that it is in, where it is absent.
     *
     * @return whether it was
     */
    boolean make() {
        if (Files.isDirectory(path)) {
            return false;
        }
        try {
            if (path.getParent() != null) {
                open(path.getParent()).make();
            }
            Files.createDirectory(path);
            // Not at its making: then the user's umask would take some of them away.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw HostException.failed("make", path, e);
        }
        return true;
    }

    /**
     * Removes the folder if nothing is in it.
     *
     * @return whether it was there, and empty
     */
    boolean removeIfEmpty() {
        try {
            return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (IOException e) {
            throw HostException.failed("remove", path, e);
        }
    }
}
