package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Element;

/**
 * Elements and arguments of recorded devices that have lost their alias or id, or have another one: by what only one device of
 * a domain has (a source, a serial number, a UUID) they are found all the same.
 */
final class RenamedParts {
    private final DomainDocument domain;
    private final DeviceParts expected;
    private final Set<String> drives;
    private final Map<String, Element> renamed = new LinkedHashMap<>();

    /** @param expected what should stand in the domain */
    RenamedParts(DomainDocument domain, DeviceParts expected) {
        this.domain = domain;
        this.expected = expected;
        this.drives = drives();
        DeviceParts found = DeviceParts.of(domain.root());
        List<Element> candidates = Stream.concat(
                        domain.deviceElements().stream(), Containers.argumentsIn(domain.root()).stream())
                .filter(part -> !expected.has(idOf(part)))
                .toList();
        for (String identifier : expected.identifiers()) {
            Element wanted = expected.of(identifier).get(0);
            String mark = mark(wanted);
            if (!found.has(identifier) && !mark.isEmpty()) {
                candidates.stream()
                        .filter(part -> mark(part).equals(mark) && mayBeOurs(part))
                        .findFirst()
                        .ifPresent(part -> renamed.put(identifier, part));
            }
        }
        List.copyOf(renamed.keySet()).forEach(this::findPort);
        expected.identifiers().stream()
                .filter(identifier -> found.has(identifier))
                .forEach(this::findPort);
    }

    /** What has another alias or id, by its own. */
    Map<String, Element> all() {
        return Map.copyOf(renamed);
    }

    /** Gives all of them their own aliases and ids. */
    void restore() {
        renamed.forEach((identifier, part) -> {
            String old = idOf(part);
            rename(part, identifier);
            if (identifier.endsWith(Alias.PORT_ENDING)) {
                devices()
                        .filter(device ->
                                ArgumentProperties.of(value(device)).text("bus").equals(old))
                        .toList()
                        .forEach(device -> setProperty(device, "bus", identifier));
            }
        });
    }

    /** The root port of QEMU's command line that a controller of ours is on has no mark of its own. */
    private void findPort(String controller) {
        String port = controller.endsWith(Alias.CONTROLLER_ENDING)
                ? controller.substring(0, controller.length() - Alias.CONTROLLER_ENDING.length()) + Alias.PORT_ENDING
                : "";
        DeviceParts found = DeviceParts.of(domain.root());
        if (!controller.startsWith(Alias.QEMU_PREFIX) || !expected.has(port) || found.has(port)) {
            return;
        }
        Element part = renamed.containsKey(controller)
                ? renamed.get(controller)
                : found.of(controller).get(0);
        String bus = ArgumentProperties.of(value(part)).text("bus");
        devices()
                .filter(device -> idOf(device).equals(bus)
                        && ArgumentProperties.of(value(device)).driver().equals("pcie-root-port"))
                .filter(device -> !expected.has(bus))
                .findFirst()
                .ifPresent(device -> renamed.put(port, device));
    }

    private void rename(Element part, String identifier) {
        if (isArgument(part)) {
            String key = ArgumentProperties.of(value(part)).values().containsKey("id") ? "id" : "node-name";
            setProperty(part, key, identifier);
            return;
        }
        Optional<Element> alias = Elements.child(part, "alias");
        if (alias.isPresent()) {
            String old = alias.get().getAttribute("name");
            TreeBuilder.setAttribute(alias.get(), "name", identifier);
            domain.overrides().stream()
                    .filter(override -> override.getAttribute("alias").equals(old))
                    .forEach(override -> TreeBuilder.setAttribute(override, "alias", identifier));
        } else {
            Elements.child(expected.of(identifier).get(0), "alias").ifPresent(own -> Layout.appendCopy(part, own));
        }
    }

    private static void setProperty(Element argument, String key, String text) {
        QemuArgument read = QemuArgument.read(value(argument));
        boolean named = value(argument).startsWith("driver=");
        TreeBuilder.setAttribute(
                argument,
                "value",
                new QemuArgument("", (named ? "driver=" : "") + read.value(), read.properties())
                        .with(key, text)
                        .text());
    }

    /** An argument of the user's may name the same drive, or have a serial number of ours: it is not on what is ours. */
    private boolean mayBeOurs(Element part) {
        if (!isArgument(part)) {
            return true;
        }
        ArgumentProperties properties = ArgumentProperties.of(value(part));
        return switch (properties.driver()) {
            case "nvme" ->
                properties.text("bus").startsWith(Alias.QEMU_PREFIX)
                        || devices()
                                .map(device -> ArgumentProperties.of(value(device)))
                                .anyMatch(device ->
                                        device.text("bus").equals(properties.id()) && isOurDrive(device.text("drive")));
            case "nvme-ns" ->
                isOurDrive(properties.text("drive")) || properties.text("bus").startsWith(Alias.QEMU_PREFIX);
            default -> true;
        };
    }

    private boolean isOurDrive(String drive) {
        return drive.startsWith(Alias.QEMU_PREFIX) || drives.contains(drive);
    }

    /** What the domain's arguments call the files that are to be ours. */
    private Set<String> drives() {
        Set<String> marks = expected.identifiers().stream()
                .map(identifier -> expected.of(identifier).get(0))
                .filter(RenamedParts::isDrive)
                .map(RenamedParts::mark)
                .collect(Collectors.toSet());
        return devices()
                .filter(argument -> isDrive(argument) && marks.contains(mark(argument)))
                .map(RenamedParts::idOf)
                .collect(Collectors.toSet());
    }

    private static boolean isDrive(Element part) {
        return isArgument(part) && ArgumentProperties.of(value(part)).values().containsKey("node-name");
    }

    private Stream<Element> devices() {
        return Containers.argumentsIn(domain.root()).stream();
    }

    /** What a part has that no other part of a domain may have; empty for one without. */
    private static String mark(Element part) {
        if (isArgument(part)) {
            return markOfArgument(value(part));
        }
        String bus = Elements.childAttribute(part, "target", "bus");
        return switch (part.getTagName()) {
            case "disk" -> {
                List<String> source = new ArrayList<>();
                Set.of("file", "dev", "volume", "pool").stream()
                        .sorted()
                        .map(name -> Elements.childAttribute(part, "source", name))
                        .forEach(source::add);
                yield String.join("", source).isEmpty() ? "" : "disk " + bus + " " + String.join("\n", source);
            }
            case "hostdev" -> {
                String wwpn = Elements.childAttribute(part, "source", "wwpn");
                yield wwpn.isEmpty() ? "" : "hostdev " + wwpn;
            }
            case "controller" ->
                part.getAttribute("type").equals("nvme")
                        ? Elements.child(part, "serial")
                                .map(serial ->
                                        "controller " + serial.getTextContent().strip())
                                .orElse("")
                        : "";
            default -> "";
        };
    }

    private static String markOfArgument(String value) {
        ArgumentProperties properties = ArgumentProperties.of(value);
        String text =
                switch (properties.driver()) {
                    case "nvme" -> properties.text("serial");
                    case "nvme-ns" -> properties.text("uuid");
                    default -> properties.values().containsKey("node-name") ? properties.text("file.filename") : "";
                };
        return text.isEmpty() ? "" : properties.driver() + " " + text;
    }

    private static boolean isArgument(Element part) {
        return Elements.is(part, QemuNamespace.URI, "arg");
    }

    private static String value(Element argument) {
        return argument.getAttribute("value");
    }

    private static String idOf(Element part) {
        return isArgument(part) ? QemuArgument.idOf(value(part)) : DeviceParts.aliasOf(part);
    }
}
