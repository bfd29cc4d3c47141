package org.virtzoned.domainxml;

import java.util.OptionalInt;
import org.virtzoned.device.DeviceName;

/**
 * The names of ours in a domain: libvirt aliases ({@code ua-zoned-…}; libvirt keeps a user's alias only with the prefix
 * {@code ua-}) and QEMU ids ({@code zoned-…}).
 */
final class Alias {
    static final String PREFIX = "ua-zoned-";
    static final String QEMU_PREFIX = "zoned-";
    static final String PORT_ENDING = "-port";
    static final String CONTROLLER_ENDING = "-ctl";

    private Alias() {}

    static String device(DeviceName name) {
        return PREFIX + name;
    }

    static String controller(DeviceName name) {
        return PREFIX + name + CONTROLLER_ENDING;
    }

    static String port(DeviceName name) {
        return PREFIX + name + PORT_ENDING;
    }

    /** The virtio-scsi controller that all disks of ours with the same longest transfer share. */
    static String scsiController(OptionalInt maxSectors) {
        return sharedScsi(maxSectors) + CONTROLLER_ENDING;
    }

    /** Its root port. */
    static String scsiPort(OptionalInt maxSectors) {
        return sharedScsi(maxSectors) + PORT_ENDING;
    }

    private static String sharedScsi(OptionalInt maxSectors) {
        return PREFIX + "virtio-scsi" + (maxSectors.isPresent() ? "-" + maxSectors.getAsInt() : "");
    }

    static String qemuNode(DeviceName name) {
        return QEMU_PREFIX + name;
    }

    static String qemuNamespace(DeviceName name) {
        return QEMU_PREFIX + name + "-ns";
    }

    static String qemuController(DeviceName name) {
        return QEMU_PREFIX + name + CONTROLLER_ENDING;
    }

    static String qemuPort(DeviceName name) {
        return QEMU_PREFIX + name + PORT_ENDING;
    }
}
