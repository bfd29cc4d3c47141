package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/** Where the devices of a domain are on its PCI buses; libvirt's bus is the index of the controller that it is behind. */
final class PciRoutes {
    /** More controllers are not behind each other; a document that says so leads in a circle. */
    private static final int MOST = 16;

    private PciRoutes() {}

    /** The route of the device of an alias; empty where it is not there, or has no PCI address. */
    static Optional<PciRoute> of(DomainDocument domain, String alias) {
        Optional<Element> device = domain.deviceElements().stream()
                .filter(element ->
                        Elements.childAttribute(element, "alias", "name").equals(alias))
                .findFirst();
        List<String> functions = new ArrayList<>();
        while (device.isPresent() && functions.size() < MOST) {
            Optional<Element> address = device.flatMap(element -> Elements.child(element, "address"))
                    .filter(element -> element.getAttribute("type").equals("pci"));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            int slot = Elements.number(address.get().getAttribute("slot"));
            int function = Math.max(0, Elements.number(address.get().getAttribute("function")));
            int bus = Elements.number(address.get().getAttribute("bus"));
            if (slot < 0 || slot > 0x1f || function > 7) {
                return Optional.empty();
            }
            functions.add("%02x.%d".formatted(slot, function));
            if (bus == 0) {
                Collections.reverse(functions);
                return Optional.of(new PciRoute(functions));
            }
            device = domain.deviceElements("controller").stream()
                    .filter(element -> element.getAttribute("type").equals("pci")
                            && Elements.number(element.getAttribute("index")) == bus)
                    .findFirst();
        }
        return Optional.empty();
    }
}
