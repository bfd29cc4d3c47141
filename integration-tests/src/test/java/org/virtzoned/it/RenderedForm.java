package org.virtzoned.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;

/** What a domain has of zoned devices, or why it has none, in a few words: a cell of the version table. */
final class RenderedForm {
    private static final String QEMU_NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final Pattern TOO_OLD = Pattern.compile("(QEMU|libvirt) is \\S+, expected (\\S+) or newer");

    private RenderedForm() {}

    /** Of a domain's document, whoever wrote it. */
    static String in(String xml) {
        Element domain = XmlReader.read(xml).getDocumentElement();
        List<String> parts = new ArrayList<>();
        for (Element device :
                Elements.child(domain, "devices").map(Elements::children).orElse(List.of())) {
            if (Elements.childAttribute(device, "alias", "name").startsWith("ua-zoned-")) {
                add(device, parts);
            }
        }
        if (names(domain, "commandline", "arg", "value", "zoned-")) {
            parts.add("`<qemu:commandline>`");
        }
        if (names(domain, "override", "device", "alias", "ua-zoned-")) {
            parts.add("`<qemu:override>`");
        }
        if (parts.isEmpty()) {
            throw new AssertionError("The domain has no zoned device, only the record "
                    + DomainDocument.parse(xml).devices() + ": " + xml);
        }
        return String.join(", ", parts);
    }

    /** Of an error, which must be that QEMU or libvirt is too old. */
    static String refused(String error) {
        Matcher matcher = TOO_OLD.matcher(error);
        if (!matcher.find()) {
            throw new AssertionError("Refused for another reason than a version: " + error);
        }
        return "refused before " + matcher.group(1) + " " + matcher.group(2);
    }

    private static void add(Element device, List<String> parts) {
        switch (device.getTagName()) {
            case "disk" ->
                parts.add("`<disk device='" + device.getAttribute("device") + "'>` on `"
                        + Elements.childAttribute(device, "target", "bus") + "`");
            case "hostdev" -> parts.add("`<hostdev type='" + device.getAttribute("type") + "'>`");
            case "controller" -> {} // of one of those
            default -> throw new AssertionError("A zoned device of another kind: " + device.getTagName());
        }
    }

    private static boolean names(Element domain, String container, String element, String attribute, String part) {
        return Elements.children(domain, QEMU_NAMESPACE, container).stream()
                .flatMap(found -> Elements.children(found, QEMU_NAMESPACE, element).stream())
                .anyMatch(found -> found.getAttribute(attribute).contains(part));
    }
}
