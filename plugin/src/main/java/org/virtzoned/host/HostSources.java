package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.virtzoned.device.SourcePath;

/** What is behind paths on this host: of two paths to one file or disk a key is the same. */
public final class HostSources {
    private final DiskLookup disks;

    public HostSources() {
        this(HostTree.THIS);
    }

    HostSources(HostTree host) {
        this.disks = new DiskLookup(host);
    }

    /**
     * The keys of a path: the path that it leads to, through symbolic links, also where its last steps are not there yet;
     * of a file its inode, which hard links and bind mounts share; of a disk the numbers of its nodes and of its
     * partitions, which are other keys than those of files.
     *
     * @param path an absolute path
     */
    public Set<String> keys(String path) {
        Set<String> keys = new HashSet<>();
        try {
            Path file = Path.of(SourcePath.normalize(path));
            keys.add(real(file).toString());
            if (Files.isRegularFile(file)) {
                keys.add("file " + Files.getAttribute(file, "unix:dev") + " " + Files.getAttribute(file, "unix:ino"));
            }
        } catch (InvalidPathException | IOException e) {
            // What cannot be looked at is compared by its path only.
        }
        disks.find(path)
                .disk()
                .ifPresent(disk -> disk.numbers().keySet().forEach(number -> keys.add("device " + number)));
        return keys;
    }

    /** The steps that are there resolved, and the others after them. */
    private static Path real(Path path) throws IOException {
        Path there = path;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(path));
    }
}
