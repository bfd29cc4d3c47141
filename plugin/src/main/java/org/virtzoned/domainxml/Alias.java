package org.virtzoned.domainxml;

import java.util.Map;
import java.util.Optional;
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

    private static final String NAMESPACE_ENDING = "-ns";

    private Alias() {}

    /**
     * The id of the namespace of ours that an argument gives the guest; empty for any other argument. It is on a node of the
     * same name and a controller of ours: users may have chosen ids that begin alike.
     */
    static Optional<String> namespaceOf(String argument) {
        Map<String, String> properties = QemuArgument.parse("-device", argument).properties();
        String node = properties.getOrDefault("drive", "");
        return Optional.of(node + NAMESPACE_ENDING)
                .filter(id -> node.startsWith(QEMU_PREFIX) && id.equals(properties.get("id")))
                .filter(id -> properties.getOrDefault("bus", "").startsWith(QEMU_PREFIX));
    }

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
        return QEMU_PREFIX + name + NAMESPACE_ENDING;
    }

    static String qemuController(DeviceName name) {
        return QEMU_PREFIX + name + CONTROLLER_ENDING;
    }

    static String qemuPort(DeviceName name) {
        return QEMU_PREFIX + name + PORT_ENDING;
    }
}
