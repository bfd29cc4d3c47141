package org.virtzoned.domainxml;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * The serial numbers of a domain's NVMe controllers and the UUIDs of its namespaces, of those that are not ours.
 *
 * <p>QEMU makes the subsystem's NQN of a controller's serial number (hw/nvme/ctrl.c). Linux takes two controllers of one NQN
 * for two ways to one subsystem, and rejects one of them (drivers/nvme/host/core.c, nvme_validate_cntlid); it likewise
 * rejects a namespace whose UUID another one has.
 *
 * @param serials what has each serial number, or the name of an NQN, for people
 * @param uuids what has each UUID, in lower case
 */
record NvmeIdentifiers(Map<String, String> serials, Map<String, String> uuids) {
    private static final String CONTROLLER = "an NVMe controller of the domain";
    private static final String ARGUMENT = "an argument of the domain's <qemu:commandline>";

    /**
     * Those of a domain.
     *
     * @param devices the zoned devices that it records
     */
    static NvmeIdentifiers ofOthers(DomainDocument domain, Collection<ZonedDevice> devices) {
        Set<String> ours = new HashSet<>();
        for (ZonedDevice device : devices) {
            if (device instanceof NvmeZnsDevice namespace) {
                ours.addAll(DeviceIdentifiers.of(namespace));
            }
        }
        NvmeIdentifiers identifiers = new NvmeIdentifiers(new HashMap<>(), new HashMap<>());
        domain.deviceElements().stream()
                .filter(element -> !ours.contains(Elements.childAttribute(element, "alias", "name")))
                .forEach(identifiers::note);
        domain.qemuDevices().stream()
                .filter(argument -> !ours.contains(argument.id()))
                .forEach(identifiers::note);
        domain.overrides().stream()
                .filter(override -> !ours.contains(override.getAttribute("alias")))
                .forEach(identifiers::noteOverride);
        return identifiers;
    }

    Optional<String> holderOfSerial(String serial) {
        return Optional.ofNullable(serials.get(serial));
    }

    private void note(Element device) {
        boolean nvme = device.getTagName().equals("controller")
                ? device.getAttribute("type").equals("nvme")
                : device.getTagName().equals("disk")
                        && Elements.childAttribute(device, "target", "bus").equals("nvme");
        if (nvme) {
            Elements.child(device, "serial")
                    .map(serial -> serial.getTextContent().strip())
                    .ifPresent(serial -> serials.putIfAbsent(serial, CONTROLLER));
        }
    }

    private void note(ArgumentProperties device) {
        switch (device.driver()) {
            case "nvme" -> {
                // In a subsystem of its own the controller has that subsystem's NQN.
                if (device.text("subsys").isEmpty()) {
                    serials.putIfAbsent(device.text("serial"), ARGUMENT);
                }
                noteUuid(device.text("uuid"), ARGUMENT);
            }
            case "nvme-subsys" ->
                serials.putIfAbsent(device.text("nqn").isEmpty() ? device.id() : device.text("nqn"), ARGUMENT);
            case "nvme-ns" -> noteUuid(device.text("uuid"), ARGUMENT);
            default -> {
                // Not a device of NVMe's.
            }
        }
    }

    private void noteOverride(Element device) {
        String holder = "an element of the domain's <qemu:override>";
        for (Element frontend : Elements.children(device)) {
            for (Element property : Elements.children(frontend)) {
                switch (property.getAttribute("name")) {
                    case "serial" -> serials.putIfAbsent(property.getAttribute("value"), holder);
                    case "uuid" -> noteUuid(property.getAttribute("value"), holder);
                    default -> {
                        // Not an identifier.
                    }
                }
            }
        }
    }

    private void noteUuid(String uuid, String holder) {
        if (!uuid.isEmpty()) {
            uuids.putIfAbsent(uuid.toLowerCase(Locale.ROOT), holder);
        }
    }
}
