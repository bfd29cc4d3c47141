package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * Compares a part of a domain's document with the one that the device's record gives, and makes it the same on request.
 *
 * <p>What follows from the record counts. Places do not (PCI addresses, indexes, target names): they are free to choose.
 * Nor does what users tune ({@code snapshot}, {@code discard}), and what libvirt or the user added beside.
 */
final class PartAlignment {
    /** Of a controller's argument: where it is. */
    private static final Set<String> PLACES =
            Set.of("bus", "addr", "chassis", "slot", "port", "multifunction", "id", "node-name");

    private static final Set<String> CONTROLLER_DRIVERS = Set.of("nvme");
    private static final Set<String> TUNED = Set.of("snapshot", "discard", "file.discard");

    /** Properties that a record leaves out where they have QEMU's default: another value may not stand there. */
    private static final Pattern RECORDED = Pattern.compile("zoned(\\..*)?|mdts|num_queues|virtqueue_size|max_sectors");

    private static final Pattern SIZE = Pattern.compile("[0-9]+[KMGT]", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-f]{1,15}");

    private final boolean write;
    private final List<String> differences = new ArrayList<>();

    private PartAlignment(boolean write) {
        this.write = write;
    }

    /** How a part differs, for people; empty where it does not. */
    static List<String> differences(Element found, Element expected) {
        return align(found, expected, false);
    }

    /** Makes a part what is expected; what it already has beside that stays. */
    static void align(Element found, Element expected) {
        align(found, expected, true);
    }

    private static List<String> align(Element found, Element expected, boolean write) {
        PartAlignment alignment = new PartAlignment(write);
        if (Elements.is(expected, QemuNamespace.URI, "arg")) {
            alignment.argument(found, expected);
        } else if (Elements.is(expected, QemuNamespace.URI, "device")) {
            alignment.override(found, expected);
        } else if (found.getTagName().equals(expected.getTagName())
                && !expected.getAttribute("type").equals("pci")) {
            alignment.device(found, expected);
        }
        return alignment.differences;
    }

    private void device(Element found, Element expected) {
        attributes(found, expected, "", Set.of("index"));
        for (Element child : Elements.children(expected)) {
            switch (child.getTagName()) {
                case "alias" -> {
                    // It is found by it.
                }
                case "address" -> address(found, child);
                case "target" -> child(found, child, Set.of("dev", "chassis", "port"));
                default -> child(found, child, Set.of());
            }
        }
    }

    /** A drive's unit on an NVMe controller is its namespace's id; which controller it is on is a matter of {@link Repair}. */
    private void address(Element found, Element expected) {
        boolean namespace = Elements.childAttribute(found, "target", "bus").equals("nvme");
        Optional<Element> address = Elements.child(found, "address");
        if (namespace && address.isPresent()) {
            attribute(address.get(), "unit", expected.getAttribute("unit"), "<address> ");
        }
    }

    private void child(Element parent, Element expected, Set<String> free) {
        Optional<Element> child = Elements.child(parent, expected.getTagName());
        if (child.isEmpty()) {
            differences.add("<" + expected.getTagName() + "> is missing");
            if (write) {
                Layout.appendCopy(parent, expected);
            }
            return;
        }
        attributes(child.get(), expected, "<" + expected.getTagName() + "> ", free);
        Elements.children(expected).forEach(grandchild -> child(child.get(), grandchild, Set.of()));
        String text = expected.getTextContent().strip();
        String foundText = child.get().getTextContent().strip();
        if (Elements.children(expected).isEmpty() && !foundText.equals(text)) {
            differ("<" + expected.getTagName() + ">", foundText, text);
            if (write) {
                child.get().setTextContent(text);
            }
        }
    }

    private void attributes(Element found, Element expected, String where, Set<String> free) {
        for (int i = 0; i < expected.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) expected.getAttributes().item(i);
            if (!free.contains(attribute.getName()) && !TUNED.contains(attribute.getName())) {
                attribute(found, attribute.getName(), attribute.getValue(), where);
            }
        }
    }

    private void attribute(Element found, String name, String expected, String where) {
        String value = found.getAttribute(name);
        if (!value.equals(expected)) {
            differ(where + name, value, expected);
            if (write) {
                TreeBuilder.setAttribute(found, name, expected);
            }
        }
    }

    private void argument(Element found, Element expected) {
        if (found.getAttribute("value").startsWith("{")) {
            // Not ours: the user has written it again in JSON.
            return;
        }
        if (QemuArgument.idOf(expected.getAttribute("value")).endsWith(Alias.PORT_ENDING)) {
            // All of a port is a place.
            return;
        }
        QemuArgument has = QemuArgument.read(found.getAttribute("value"));
        QemuArgument wanted = QemuArgument.read(expected.getAttribute("value"));
        Map<String, String> properties = new LinkedHashMap<>(has.properties());
        if (!has.value().equals(wanted.value())) {
            differ("its driver", has.value(), wanted.value());
        }
        Map<String, String> compared = new LinkedHashMap<>(wanted.properties());
        if (CONTROLLER_DRIVERS.contains(wanted.value())) {
            compared.keySet().removeAll(PLACES);
        }
        compared.keySet().removeAll(TUNED);
        properties(properties, compared);
        if (write && !differences.isEmpty()) {
            boolean named = expected.getAttribute("value").startsWith("driver=");
            String first = (named ? "driver=" : "") + wanted.value();
            TreeBuilder.setAttribute(found, "value", new QemuArgument("", first, properties).text());
        }
    }

    private void properties(Map<String, String> found, Map<String, String> expected) {
        expected.forEach((name, value) -> {
            String has = found.getOrDefault(name, "");
            if (!normalized(has).equals(normalized(value))) {
                differ(name, has, value);
                found.put(name, value);
            }
        });
        for (String name : List.copyOf(found.keySet())) {
            if (RECORDED.matcher(name).matches() && !expected.containsKey(name)) {
                differ(name, found.get(name), "");
                found.remove(name);
            }
        }
    }

    private void override(Element found, Element expected) {
        Map<String, String> properties = propertiesOf(found);
        Map<String, String> wanted = propertiesOf(expected);
        properties(properties, wanted);
        if (write && !differences.isEmpty()) {
            Element frontend =
                    Elements.child(found, QemuNamespace.URI, "frontend").orElse(null);
            Element whole =
                    Elements.child(expected, QemuNamespace.URI, "frontend").orElseThrow();
            if (frontend == null) {
                Layout.appendCopy(found, whole);
                return;
            }
            for (Element property : Elements.children(frontend, QemuNamespace.URI, "property")) {
                String name = property.getAttribute("name");
                if (wanted.containsKey(name) || !properties.containsKey(name)) {
                    Layout.remove(property);
                }
            }
            for (Element property : Elements.children(whole)) {
                Layout.appendCopy(frontend, property);
            }
        }
    }

    static Map<String, String> propertiesOf(Element override) {
        Map<String, String> properties = new LinkedHashMap<>();
        Elements.child(override, QemuNamespace.URI, "frontend").ifPresent(frontend -> Elements.children(
                        frontend, QemuNamespace.URI, "property")
                .forEach(property -> properties.put(property.getAttribute("name"), property.getAttribute("value"))));
        return properties;
    }

    private void differ(String what, String found, String expected) {
        differences.add(what + " is "
                + (found.isEmpty() ? "missing" : "'" + found + "'")
                + (expected.isEmpty() ? ", expected none" : ", expected '" + expected + "'"));
    }

    /** QEMU takes several spellings of a value. */
    static String normalized(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (SIZE.matcher(value).matches()) {
            try {
                return Long.toString(ByteSize.parse(value).bytes());
            } catch (InvalidDeviceException e) {
                return lower;
            }
        }
        if (HEXADECIMAL.matcher(lower).matches()) {
            return Long.toString(Long.decode(lower));
        }
        return switch (lower) {
            case "on", "yes", "true" -> "on";
            case "off", "no", "false" -> "off";
            default -> value;
        };
    }
}
