package org.virtzoned.host;

import java.nio.file.Path;

/**
 * Where what the kernel tells of a host is mounted.
 *
 * @param sys sysfs, and configfs in it
 * @param dev the device nodes, and udev's links to them
 */
record HostTree(Path sys, Path proc, Path dev) {
    static final HostTree THIS = below(Path.of("/"));

    static HostTree below(Path root) {
        return new HostTree(root.resolve("sys"), root.resolve("proc"), root.resolve("dev"));
    }
}
