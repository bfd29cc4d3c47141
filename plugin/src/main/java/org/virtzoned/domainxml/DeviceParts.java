package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * What stands in a domain's document under an alias or a QEMU id: device elements, {@code <qemu:arg>} elements that hold
 * an argument's value, and the {@code <qemu:device>} elements of overrides, these under {@link Occupied#overrideOf}.
 */
final class DeviceParts {
    private final Map<String, List<Element>> parts = new LinkedHashMap<>();

    private DeviceParts() {}

    static DeviceParts of(Element root) {
        DeviceParts found = new DeviceParts();
        Containers.devicesIn(root).forEach(element -> found.note(aliasOf(element), element));
        Containers.argumentsIn(root)
                .forEach(argument -> found.note(QemuArgument.idOf(argument.getAttribute("value")), argument));
        Containers.overridesIn(root)
                .forEach(override -> found.note(Occupied.overrideOf(override.getAttribute("alias")), override));
        return found;
    }

    static String aliasOf(Element device) {
        return Elements.childAttribute(device, "alias", "name");
    }

    /** In the order of the document: elements, arguments, overrides. */
    Set<String> identifiers() {
        return parts.keySet();
    }

    boolean has(String identifier) {
        return parts.containsKey(identifier);
    }

    /** All parts of one identifier: libvirt and QEMU take one only. */
    List<Element> of(String identifier) {
        return parts.getOrDefault(identifier, List.of());
    }

    private void note(String identifier, Element element) {
        if (!identifier.isEmpty()) {
            parts.computeIfAbsent(identifier, key -> new ArrayList<>()).add(element);
        }
    }
}
