package org.virtzoned.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Elements, arguments and overrides of ours lost from a domain, as editing loses them. */
final class Damage {
    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";

    private Damage() {}

    /** The domain without some of what is ours, but with its record, its root ports and what is SCSI: libvirt adds others for it. */
    static String to(String xml, Set<String> argumentsOfOthers, Random random) {
        Document document = XmlReader.read(xml);
        Element root = document.getDocumentElement();
        for (Element container : Elements.children(root)) {
            if (Elements.is(container, null, "devices")) {
                for (Element device : Elements.children(container)) {
                    String alias = Elements.childAttribute(device, "alias", "name");
                    boolean kept = alias.endsWith("-port")
                            || (device.getTagName().equals("controller")
                                    && device.getAttribute("type").equals("scsi"));
                    if (alias.startsWith("ua-zoned-") && !kept && random.nextInt(3) == 0) {
                        Layout.remove(device);
                    }
                }
            } else if (Elements.is(container, QEMU, "commandline")) {
                loseArguments(container, argumentsOfOthers, random);
            } else if (Elements.is(container, QEMU, "override")) {
                for (Element device : Elements.children(container)) {
                    if (device.getAttribute("alias").startsWith("ua-zoned-") && random.nextInt(3) == 0) {
                        Layout.remove(device);
                    }
                }
            }
        }
        return XmlWriter.write(document, xml.length());
    }

    /** The arguments of a domain for QEMU's command line. */
    static Set<String> argumentsOf(byte[] xml) {
        return Elements.children(XmlReader.read(xml).getDocumentElement(), QEMU, "commandline").stream()
                .flatMap(container -> Elements.children(container).stream())
                .map(argument -> argument.getAttribute("value"))
                .collect(Collectors.toSet());
    }

    private static void loseArguments(Element container, Set<String> argumentsOfOthers, Random random) {
        List<Element> arguments = new ArrayList<>(Elements.children(container));
        for (int i = 1; i < arguments.size(); i++) {
            String value = arguments.get(i).getAttribute("value");
            boolean ours = !argumentsOfOthers.contains(value)
                    && (value.contains("id=zoned-") || value.contains("node-name=zoned-"));
            if (ours && random.nextInt(3) == 0) {
                Layout.remove(arguments.get(i - 1));
                Layout.remove(arguments.get(i));
            }
        }
    }
}
