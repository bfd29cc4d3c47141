package org.virtzoned.domainxml;

import org.virtzoned.device.DeviceName;

/**
 * The names of ours in a domain: libvirt aliases ({@code ua-zoned-…}; libvirt keeps a user's alias only with the prefix
 * {@code ua-}) and QEMU ids ({@code zoned-…}).
 */
final class Alias {
    static final String PREFIX = "ua-zoned-";
    static final String QEMU_PREFIX = "zoned-";
    static final String PORT_ENDING = "-port";
    /** The virtio-scsi controller that all disks of ours share, and its root port. */
    static final String SCSI_CONTROLLER = PREFIX + "virtio-scsi-ctl";

    static final String SCSI_PORT = PREFIX + "virtio-scsi" + PORT_ENDING;

    private Alias() {}

    static String device(DeviceName name) {
        return PREFIX + name;
    }

    static String controller(DeviceName name) {
        return PREFIX + name + "-ctl";
    }

    static String port(DeviceName name) {
        return PREFIX + name + PORT_ENDING;
    }

    static String qemuNode(DeviceName name) {
        return QEMU_PREFIX + name;
    }

    static String qemuNamespace(DeviceName name) {
        return QEMU_PREFIX + name + "-ns";
    }

    static String qemuController(DeviceName name) {
        return QEMU_PREFIX + name + "-ctl";
    }

    static String qemuPort(DeviceName name) {
        return QEMU_PREFIX + name + PORT_ENDING;
    }
}
