package org.virtzoned.it;

import java.nio.file.Path;
import java.util.List;

/** A block device on a file of a test's, in the place of a logical volume; it is gone when this is closed. As root. */
final class LoopDevice implements AutoCloseable {
    private final PrivateLibvirt libvirt;
    private final String node;

    private LoopDevice(PrivateLibvirt libvirt, String node) {
        this.libvirt = libvirt;
        this.node = node;
    }

    /** @param size as truncate(1) takes it */
    static LoopDevice on(PrivateLibvirt libvirt, Path file, String size) {
        libvirt.run(List.of("truncate", "-s", size, file.toString())).succeeds();
        return new LoopDevice(
                libvirt,
                libvirt.run(List.of("losetup", "--find", "--show", file.toString()))
                        .succeeds()
                        .out()
                        .strip());
    }

    String node() {
        return node;
    }

    @Override
    public void close() {
        libvirt.run(List.of("losetup", "--detach", node)).succeeds();
    }
}
