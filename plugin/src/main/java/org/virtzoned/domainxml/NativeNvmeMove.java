package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;

/**
 * What moves from QEMU's command line to libvirt's own controllers and disks, which libvirt labels and confines: to the
 * guest the same namespaces, with their serial numbers, UUIDs and ids, on controllers in the same PCI places.
 *
 * @param namespaces as they are recorded now
 * @param places by the alias of the port that a controller is to be on
 */
record NativeNvmeMove(List<NvmeZnsDevice> namespaces, Map<String, PciPlace> places) {
    static NativeNvmeMove of(DomainDocument domain) {
        List<NvmeZnsDevice> namespaces = domain.devices().stream()
                .filter(NvmeZnsDevice.class::isInstance)
                .map(NvmeZnsDevice.class::cast)
                .filter(namespace -> namespace.rendering() == NvmeRendering.COMMAND_LINE)
                .toList();
        Map<String, PciPlace> byId = MachineBus.of(domain)
                .map(root -> PciTopology.of(domain, root).placesOfArguments())
                .orElse(Map.of());
        Map<String, PciPlace> places = new HashMap<>();
        for (NvmeZnsDevice namespace : namespaces) {
            DeviceName controller = namespace.controller().name();
            // On a conventional bus the controller itself is in the place.
            Stream.of(Alias.qemuPort(controller), Alias.qemuController(controller))
                    .filter(byId::containsKey)
                    .findFirst()
                    .ifPresent(id -> places.put(Alias.port(controller), byId.get(id)));
        }
        return new NativeNvmeMove(namespaces, places);
    }

    /** The requests for the namespaces in their new form. */
    List<ZonedDevice> requests() {
        return namespaces.stream()
                .<ZonedDevice>map(namespace -> namespace.in(NvmeRendering.NATIVE))
                .toList();
    }
}
