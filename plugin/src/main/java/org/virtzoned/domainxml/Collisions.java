package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * What recorded devices have in common with others by now, added by hand or by other programs: places on PCI buses, which QEMU
 * refuses to start with, and identifiers of NVMe, for which the guest rejects one of the two.
 */
final class Collisions {
    private final DomainDocument domain;
    private final Optional<PciTopology> topology;
    private final NvmeIdentifiers others;

    private Collisions(DomainDocument domain, List<ZonedDevice> devices) {
        this.domain = domain;
        this.topology = MachineBus.of(domain).map(root -> PciTopology.of(domain, root));
        this.others = NvmeIdentifiers.ofOthers(domain, devices);
    }

    /**
     * Places of a domain's recorded devices.
     *
     * @return clauses for people, by device; none for a device that has its place for itself
     */
    static Map<ZonedDevice, List<String>> ofPlaces(DomainDocument domain, List<ZonedDevice> devices) {
        return byDevice(devices, new Collisions(domain, devices)::places);
    }

    /** Serial numbers and UUIDs, likewise. */
    static Map<ZonedDevice, List<String>> ofIdentifiers(DomainDocument domain, List<ZonedDevice> devices) {
        Collisions collisions = new Collisions(domain, devices);
        return byDevice(
                devices,
                device -> device instanceof NvmeZnsDevice namespace ? collisions.identifiers(namespace) : List.of());
    }

    private static Map<ZonedDevice, List<String>> byDevice(
            List<ZonedDevice> devices, Function<ZonedDevice, List<String>> reasons) {
        Map<ZonedDevice, List<String>> found = new LinkedHashMap<>();
        for (ZonedDevice device : devices) {
            List<String> ofDevice = reasons.apply(device);
            if (!ofDevice.isEmpty()) {
                found.put(device, ofDevice);
            }
        }
        return found;
    }

    private List<String> identifiers(NvmeZnsDevice device) {
        List<String> reasons = new ArrayList<>();
        device.controller().serial().ifPresent(serial -> others.holderOfSerial(serial)
                .ifPresent(holder -> reasons.add("its serial number '" + serial + "' is also that of " + holder
                        + ", and the guest rejects one of the two")));
        device.uuid()
                .map(uuid -> others.uuids().get(uuid.toString()))
                .ifPresent(holder ->
                        reasons.add("its UUID is also that of " + holder + ", and the guest rejects one of the two"));
        return reasons;
    }

    private List<String> places(ZonedDevice device) {
        return topology.stream()
                .flatMap(buses -> names(device).stream().flatMap(name -> buses.way(name).stream()))
                .distinct()
                .flatMap(place -> fault(topology.orElseThrow(), place).stream())
                .toList();
    }

    private static Optional<String> fault(PciTopology buses, PciPlace place) {
        List<String> occupants = buses.occupants(place);
        if (occupants.size() > 1) {
            return Optional.of("in PCI slot 0x%02x, function %d, of bus %d are several devices: %s"
                    .formatted(place.slot(), place.function(), place.bus(), String.join(", ", occupants)));
        }
        return place.function() > 0 && buses.isFree(place.withFunction(0))
                ? Optional.of("function 0 of PCI slot 0x%02x of bus %d is empty, and a guest then looks at no other"
                        .formatted(place.slot(), place.bus()))
                : Optional.empty();
    }

    /** Its aliases and ids, and those of the SCSI controller that it is on. */
    private Set<String> names(ZonedDevice device) {
        Set<String> names = new LinkedHashSet<>(DeviceIdentifiers.of(device));
        List<Element> elements = domain.deviceElements().stream()
                .filter(element -> names.contains(Elements.childAttribute(element, "alias", "name")))
                .toList();
        domain.deviceElements("controller").stream()
                .filter(controller -> elements.stream().anyMatch(element -> DrivePlaces.isOn(element, controller)))
                .map(controller -> Elements.childAttribute(controller, "alias", "name"))
                .filter(alias -> alias.startsWith(Alias.PREFIX))
                .forEach(names::add);
        return names;
    }
}
