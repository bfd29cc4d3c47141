package org.virtzoned.domainxml;

import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern SHARED = Pattern.compile(Pattern.quote(PREFIX)
            + "(virtio-scsi|pcie|pci-bridge|spare)-[0-9]+(" + CONTROLLER_ENDING + "|" + PORT_ENDING + ")");

    private static final String NAMESPACE_ENDING = "-ns";

    private Alias() {}

    /**
     * The id of the namespace of ours that an argument gives the guest; empty for any other argument. It is on a node of the
     * same name and a controller of ours: users may have chosen ids that begin alike.
     */
    static Optional<String> namespaceOf(String argument) {
        ArgumentProperties properties = ArgumentProperties.of(argument);
        String node = properties.text("drive");
        return Optional.of(node + NAMESPACE_ENDING)
                .filter(id -> node.startsWith(QEMU_PREFIX) && id.equals(properties.id()))
                .filter(id -> properties.text("bus").startsWith(QEMU_PREFIX));
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

    /** A virtio-scsi controller, which disks share. */
    static String scsiController(int number) {
        return PREFIX + "virtio-scsi-" + number + CONTROLLER_ENDING;
    }

    /** The root port of a controller with an alias. */
    static String portOfController(String controller) {
        return controller.substring(0, controller.length() - CONTROLLER_ENDING.length()) + PORT_ENDING;
    }

    /** A root port, beside which those of QEMU's command line are. */
    static String pciePort(int number) {
        return PREFIX + "pcie-" + number + PORT_ENDING;
    }

    /** A bridge, beside which controllers of QEMU's command line are, and behind which others may be. */
    static String pciBridge(int number) {
        return PREFIX + "pci-bridge-" + number + CONTROLLER_ENDING;
    }

    /** A controller or port that stays although its device has gone, and has given up that device's alias. */
    static String spare(int number, String ending) {
        return PREFIX + "spare-" + number + ending;
    }

    /** Whether it is that of what several devices share, or of what is left of a device; none has such a name. */
    static boolean isShared(String alias) {
        return SHARED.matcher(alias).matches();
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
