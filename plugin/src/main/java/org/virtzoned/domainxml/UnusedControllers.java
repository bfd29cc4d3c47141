package org.virtzoned.domainxml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * The controllers and root ports of ours that no device uses any more.
 *
 * <p>One below another of ours stays until that goes, too: libvirt adds a controller of its own for every index that is
 * left out, and would keep it for ever. A device that comes meanwhile and would have one of that alias takes it.
 */
final class UnusedControllers {
    private static final String PCI = "pci";

    private final List<Element> controllers;
    private final Set<String> used;

    /** @param used the aliases of what devices use */
    UnusedControllers(DomainDocument domain, Set<String> used) {
        this.controllers = domain.deviceElements("controller").stream()
                .filter(controller -> alias(controller).startsWith(Alias.PREFIX))
                .toList();
        this.used = new HashSet<>(used);
    }

    /** The aliases of those that can go now. */
    Set<String> removable() {
        Set<String> removable = removable(false);
        // What stays keeps the port that it is on.
        controllers.stream()
                .map(UnusedControllers::alias)
                .filter(alias -> !removable.contains(alias) && alias.endsWith(Alias.CONTROLLER_ENDING))
                .forEach(alias -> used.add(
                        alias.substring(0, alias.length() - Alias.CONTROLLER_ENDING.length()) + Alias.PORT_ENDING));
        removable.addAll(removable(true));
        return removable;
    }

    private Set<String> removable(boolean ports) {
        List<Element> some = controllers.stream()
                .filter(controller -> controller.getAttribute("type").equals(PCI) == ports)
                .toList();
        Map<String, Integer> highestUsed = new HashMap<>();
        some.stream()
                .filter(controller -> used.contains(alias(controller)))
                .forEach(
                        controller -> highestUsed.merge(controller.getAttribute("type"), index(controller), Math::max));
        Set<String> removable = new HashSet<>();
        some.stream()
                .filter(controller -> !used.contains(alias(controller)))
                .filter(controller -> index(controller) > highestUsed.getOrDefault(controller.getAttribute("type"), -1))
                .forEach(controller -> removable.add(alias(controller)));
        return removable;
    }

    private static int index(Element controller) {
        return Elements.number(controller.getAttribute("index"));
    }

    private static String alias(Element controller) {
        return Elements.childAttribute(controller, "alias", "name");
    }
}
