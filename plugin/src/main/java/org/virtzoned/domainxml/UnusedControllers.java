package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * The controllers, ports and bridges of ours that nothing is on.
 *
 * <p>One below another of ours that is used stays until that one is not used either: libvirt adds a controller of its own for
 * every index that is left out, and would keep it for ever.
 */
final class UnusedControllers {
    private static final String PCI = "pci";
    private static final Set<String> TYPES = Set.of(PCI, "scsi", "nvme");

    private final DomainDocument domain;
    private final Optional<PciTopology> topology;

    private UnusedControllers(DomainDocument domain) {
        this.domain = domain;
        this.topology = MachineBus.of(domain).map(root -> PciTopology.of(domain, root));
    }

    /** Removes all that can go. */
    static void remove(DomainDocument domain, FragmentEditor editor) {
        for (Set<String> unused = of(domain); !unused.isEmpty(); unused = of(domain)) {
            editor.remove(unused);
        }
    }

    /** The aliases of those that can go now. What they were on may be unused once they have gone. */
    static Set<String> of(DomainDocument domain) {
        return new UnusedControllers(domain).removable();
    }

    /**
     * The NVMe controllers and ports of single devices that nothing is on and that stay nevertheless: for their index, or for
     * the other functions of their slot.
     */
    static List<Element> vacant(DomainDocument domain) {
        UnusedControllers controllers = new UnusedControllers(domain);
        return domain.deviceElements("controller").stream()
                .filter(controller -> alias(controller).startsWith(Alias.PREFIX))
                .filter(controller -> !Alias.isShared(alias(controller)))
                .filter(controllers::isVacant)
                .toList();
    }

    private boolean isVacant(Element controller) {
        return switch (controller.getAttribute("type")) {
            case "nvme" -> !isUsed(controller);
            case PCI ->
                topology.filter(buses -> !buses.isUsed(index(controller))).isPresent();
            default -> false;
        };
    }

    private Set<String> removable() {
        List<Element> ours = domain.deviceElements("controller").stream()
                .filter(controller -> alias(controller).startsWith(Alias.PREFIX))
                .filter(controller -> TYPES.contains(controller.getAttribute("type")))
                .toList();
        Map<String, Integer> highestUsed = new HashMap<>();
        ours.stream()
                .filter(this::isUsed)
                .forEach(
                        controller -> highestUsed.merge(controller.getAttribute("type"), index(controller), Math::max));
        Set<String> removable = new HashSet<>();
        ours.stream()
                .filter(controller -> !isUsed(controller))
                .filter(controller -> index(controller) > highestUsed.getOrDefault(controller.getAttribute("type"), -1))
                .forEach(controller -> removable.add(alias(controller)));
        return removable;
    }

    private boolean isUsed(Element controller) {
        if (!controller.getAttribute("type").equals(PCI)) {
            return domain.deviceElements().stream().anyMatch(device -> DrivePlaces.isOn(device, controller));
        }
        return topology.filter(buses -> buses.isUsed(index(controller)) || carriesFunctions(buses, controller))
                .isPresent();
    }

    /** Without function 0 of its slot a guest finds none of the others. */
    private static boolean carriesFunctions(PciTopology buses, Element controller) {
        return PciTopology.placeOf(controller)
                .filter(place -> place.function() == 0 && buses.hasNeighbours(place))
                .isPresent();
    }

    private static int index(Element controller) {
        return Elements.number(controller.getAttribute("index"));
    }

    private static String alias(Element controller) {
        return Elements.childAttribute(controller, "alias", "name");
    }
}
