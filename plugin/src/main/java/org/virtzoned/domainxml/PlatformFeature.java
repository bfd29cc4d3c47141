package org.virtzoned.domainxml;

import java.util.Optional;

/** What not every QEMU or libvirt has, and the first version that has it. */
public enum PlatformFeature {
    /** {@code scsi-block} that can be used: before, it mishandles sense data, and the guest hangs. */
    SCSI_BLOCK(Component.QEMU, 4, 1, "scsi-block"),
    /** NVMe namespaces with zones (hw/nvme/ns.c). */
    ZONED_NAMESPACES(Component.QEMU, 6, 0, "emulated NVMe ZNS"),
    /** The controller's {@code zoned.auto_transition}. */
    AUTO_TRANSITION(Component.QEMU, 6, 1, "auto-transition=no"),
    /** The namespace's {@code zoned.numzrwa} and its like. */
    RANDOM_WRITE_AREAS(Component.QEMU, 7, 1, "random write areas"),
    /** Zones of virtio-blk. Before, the guest takes the disk for a plain one. */
    ZONED_VIRTIO_BLK(Component.QEMU, 8, 1, "zoned virtio-blk"),
    /** {@code <qemu:override>} that can be used: there from 8.2 on, but it could crash libvirt. */
    OVERRIDE(Component.LIBVIRT, 8, 5, "<qemu:override>"),
    /** {@code <controller type='nvme'>} and {@code <disk>} on the bus {@code nvme} (formatdomain, "bus"). */
    NATIVE_NVME(Component.LIBVIRT, 11, 5, "rendering=native");

    /** Whose version it is that tells. */
    public enum Component {
        QEMU("QEMU"),
        LIBVIRT("libvirt");

        private final String projectName;

        Component(String projectName) {
            this.projectName = projectName;
        }

        /** Its version on a platform; empty where that is not known. */
        public Optional<Version> version(Platform platform) {
            return this == QEMU ? platform.qemu() : platform.libvirt();
        }

        @Override
        public String toString() {
            return projectName;
        }
    }

    private final Component component;
    private final int firstMajor;
    private final int firstMinor;
    private final String description;

    PlatformFeature(Component component, int firstMajor, int firstMinor, String description) {
        this.component = component;
        this.firstMajor = firstMajor;
        this.firstMinor = firstMinor;
        this.description = description;
    }

    public Component component() {
        return component;
    }

    /** The first version that has it. */
    public Version first() {
        return Version.of(firstMajor, firstMinor);
    }

    /** Its name for people. */
    public String description() {
        return description;
    }
}
