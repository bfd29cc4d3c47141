package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;

/**
 * What moves from QEMU's command line to libvirt's own controllers and disks, which libvirt labels and confines: to the
 * guest the same namespaces, with their serial numbers, UUIDs and ids, on controllers in the same PCI slots.
 *
 * @param namespaces as they are recorded now
 * @param slots on the root bus, by the alias of the root port that a controller is to be on
 */
record Modernization(List<NvmeZnsDevice> namespaces, Map<String, Integer> slots) {
    static Modernization of(DomainDocument domain) {
        List<NvmeZnsDevice> namespaces = domain.devices().stream()
                .filter(NvmeZnsDevice.class::isInstance)
                .map(NvmeZnsDevice.class::cast)
                .filter(namespace -> namespace.rendering() == NvmeRendering.COMMAND_LINE)
                .toList();
        Map<String, Integer> slotsById = new HashMap<>();
        domain.qemuArguments().forEach(argument -> PciPlaces.slotOf(argument)
                .ifPresent(slot -> slotsById.put(QemuArgument.idOf(argument), slot)));
        Map<String, Integer> slots = new HashMap<>();
        for (NvmeZnsDevice namespace : namespaces) {
            DeviceName controller = namespace.controller().name();
            // On a PCI machine the controller itself is in the slot.
            for (String id : List.of(Alias.qemuController(controller), Alias.qemuPort(controller))) {
                if (slotsById.containsKey(id)) {
                    slots.put(Alias.port(controller), slotsById.get(id));
                }
            }
        }
        return new Modernization(namespaces, slots);
    }

    /** The requests for the namespaces in their new form. */
    List<ZonedDevice> requests() {
        return namespaces.stream()
                .<ZonedDevice>map(namespace -> namespace.in(NvmeRendering.NATIVE))
                .toList();
    }
}
