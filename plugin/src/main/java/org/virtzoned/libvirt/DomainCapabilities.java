package org.virtzoned.libvirt;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;

/** What libvirt says that guests can have by the QEMU it takes where a domain names none. */
public final class DomainCapabilities {
    private final Element root;

    DomainCapabilities(String xml) {
        this.root = XmlReader.read(xml).getDocumentElement();
    }

    /** QEMU's program. */
    public Optional<Path> emulator() {
        return Elements.child(root, "path")
                .map(path -> Path.of(path.getTextContent().strip()));
    }

    /** How many virtual processors a guest can have; empty where libvirt does not say it. */
    public OptionalInt maxVcpus() {
        int max = Elements.number(Elements.childAttribute(root, "vcpu", "max"));
        return max > 0 ? OptionalInt.of(max) : OptionalInt.empty();
    }

    /** The buses that a disk can be on: {@code scsi}, {@code virtio}, … */
    public Set<String> diskBuses() {
        return Elements.child(root, "devices").stream()
                .flatMap(devices -> Elements.child(devices, "disk").stream())
                .flatMap(disk -> Elements.children(disk, "enum").stream())
                .filter(values -> values.getAttribute("name").equals("bus"))
                .flatMap(values -> Elements.children(values, "value").stream())
                .map(Element::getTextContent)
                .collect(Collectors.toSet());
    }
}
