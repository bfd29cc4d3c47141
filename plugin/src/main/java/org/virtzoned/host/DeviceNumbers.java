package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of device nodes, {@code MAJOR:MINOR}, whatever path leads to them. */
final class DeviceNumbers {
    private static final String DEV = "/dev/";

    private static final List<String> CLASSES = List.of("block", "scsi_generic");

    /** Of {@code st_mode}, inode(7). */
    private static final int FILE_TYPE = 0170000;

    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;

    private final HostTree host;

    DeviceNumbers(HostTree host) {
        this.host = host;
    }

    /** The number of the block device, or SCSI generic device, that a path leads to; empty where it leads to none. */
    Optional<String> of(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        try {
            Path node = (path.startsWith(DEV) ? host.dev().resolve(path.substring(DEV.length())) : Path.of(path))
                    .toRealPath();
            Optional<String> named = ofName(node);
            return named.isPresent() ? named : ofNode(node);
        } catch (InvalidPathException | IOException e) {
            // What is not there, or cannot be looked at, leads nowhere.
            return Optional.empty();
        }
    }

    /** By the kernel's own name, which is below /dev; sysfs has an exclamation mark for its slashes. */
    private Optional<String> ofName(Path node) throws IOException {
        Path dev = host.dev().toRealPath();
        if (!node.startsWith(dev)) {
            return Optional.empty();
        }
        String name = dev.relativize(node).toString().replace('/', '!');
        return CLASSES.stream()
                .flatMap(type -> new Attributes(host.sys().resolve("class").resolve(type)).text(name + "/dev").stream())
                .findFirst();
    }

    /** A node that somebody made under a name of their own. */
    private static Optional<String> ofNode(Path node) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(node, "unix:mode,rdev");
        int type = ((Number) attributes.get("mode")).intValue() & FILE_TYPE;
        long number = ((Number) attributes.get("rdev")).longValue();
        return type == BLOCK_DEVICE || type == CHARACTER_DEVICE ? Optional.of(text(number)) : Optional.empty();
    }

    /** A number of {@code st_rdev} as sysfs writes it. */
    static String text(long number) {
        return major(number) + ":" + minor(number);
    }

    /** makedev(3): the C library's form of a number of 64 bits. */
    private static long major(long number) {
        return ((number >>> 8) & 0xfff) | ((number >>> 32) & ~0xfffL);
    }

    private static long minor(long number) {
        return (number & 0xff) | ((number >>> 12) & ~0xffL);
    }
}
