package org.virtzoned.domainxml;

import java.util.Map;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Properties that libvirt sets on the QEMU device of an alias: {@code <qemu:device alias='…'>} in {@code
 * <qemu:override>}. An integer is of type {@code unsigned}, in bytes where it is a size; libvirt refuses {@code 64M} and
 * {@code on}.
 *
 * @param alias a {@code ua-} alias; libvirt ignores one that it does not know in silence
 * @param properties values of type {@link Long}, {@link Boolean} or {@link String}, not empty
 */
record QemuOverride(String alias, Map<String, Object> properties) {
    Element toElement(Document document, String prefix) {
        Element device = document.createElementNS(QemuNamespace.URI, prefix + "device");
        TreeBuilder.setAttribute(device, "alias", alias);
        Element frontend = document.createElementNS(QemuNamespace.URI, prefix + "frontend");
        device.appendChild(frontend);
        properties.forEach((name, value) -> {
            Element property = document.createElementNS(QemuNamespace.URI, prefix + "property");
            TreeBuilder.setAttribute(property, "name", name);
            TreeBuilder.setAttribute(property, "type", type(value));
            TreeBuilder.setAttribute(property, "value", value.toString());
            frontend.appendChild(property);
        });
        return device;
    }

    private static String type(Object value) {
        if (value instanceof Long) {
            return "unsigned";
        }
        return value instanceof Boolean ? "bool" : "string";
    }
}
