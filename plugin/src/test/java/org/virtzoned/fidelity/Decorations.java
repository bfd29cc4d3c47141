package org.virtzoned.fidelity;

import java.util.ArrayList;
import java.util.List;
import org.virtzoned.relaxng.AnyText;
import org.virtzoned.relaxng.Choices;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What years of editing leave in a domain: arguments of others, many controllers, containers twice, comments. */
final class Decorations {
    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final int PORTS = 32;
    private static final int SCSI_CONTROLLERS = 32;
    private static final int FUNCTIONS = 8;
    private static final int MOST_COMMENTS = 8;

    private final Document document;
    private final Element root;
    private final Choices choices;

    private Decorations(Document document, Choices choices) {
        this.document = document;
        this.root = document.getDocumentElement();
        this.choices = choices;
    }

    /** Adds some, or none. */
    static void addTo(Document document, Choices choices) {
        Decorations decorations = new Decorations(document, choices);
        if (choices.chance(25)) {
            decorations.addArguments();
        }
        if (choices.chance(15)) {
            decorations.addOverride();
        }
        if (choices.chance(5)) {
            decorations.addControllers();
        }
        if (choices.chance(8)) {
            decorations.divide(null, "devices");
        }
        if (choices.chance(5)) {
            decorations.divide(QEMU, "commandline");
        }
        if (choices.chance(5)) {
            decorations.divide(null, "metadata");
        }
        if (choices.chance(40)) {
            decorations.addComments();
        }
    }

    private void addArguments() {
        Element commandLine = container(QEMU, "commandline");
        for (int i = choices.nextInt(4); i >= 0; i--) {
            argument(commandLine, choices.of("-device", "-global", "-set"));
            argument(
                    commandLine,
                    choices.of(
                            "pvpanic",
                            "pvpanic,id=ua-x",
                            "nvme,serial=a,bus=pcie.0,addr=0x1" + choices.nextInt(10),
                            "pcie-root-port,id=p,chassis=12" + choices.nextInt(10) + ",bus=pcie.0,addr=10",
                            "{\"driver\":\"nvme\",\"id\":\"mine\",\"addr\":\"0x12\"}",
                            "scsi-hd,,id=no,drive=d",
                            AnyText.of(choices)));
        }
        if (choices.chance(30)) {
            Element environment = child(commandLine, QEMU, "env");
            environment.setAttributeNS(null, "name", "NAME_1");
        }
    }

    private static void argument(Element commandLine, String value) {
        child(commandLine, QEMU, "arg").setAttributeNS(null, "value", value);
    }

    private void addOverride() {
        Element device = child(container(QEMU, "override"), QEMU, "device");
        device.setAttributeNS(null, "alias", choices.of("ua-net0", "ua-zoned", "sata0-0-0"));
        Element property = child(child(device, QEMU, "frontend"), QEMU, "property");
        property.setAttributeNS(null, "name", "num_queues");
        property.setAttributeNS(null, "type", "unsigned");
        property.setAttributeNS(null, "value", "4");
    }

    /** Ports as libvirt places them, eight a slot, and SCSI controllers behind them. */
    private void addControllers() {
        Element devices = container(null, "devices");
        for (int i = 0; i < PORTS; i++) {
            Element port = controller(devices, "pci", i + 1, "pcie-root-port");
            port.appendChild(address(0, 1 + i / FUNCTIONS, i % FUNCTIONS));
        }
        for (int i = 0; i < SCSI_CONTROLLERS; i++) {
            Element controller = controller(devices, "scsi", i, "virtio-scsi");
            child(controller, null, "alias").setAttributeNS(null, "name", "ua-scsi" + i);
            controller.appendChild(address(i + 1, 0, 0));
        }
    }

    private static Element controller(Element devices, String type, int index, String model) {
        Element controller = child(devices, null, "controller");
        controller.setAttributeNS(null, "type", type);
        controller.setAttributeNS(null, "index", Integer.toString(index));
        controller.setAttributeNS(null, "model", model);
        return controller;
    }

    private Element address(int bus, int slot, int function) {
        Element address = document.createElementNS(null, "address");
        address.setAttributeNS(null, "type", "pci");
        address.setAttributeNS(null, "domain", "0x0000");
        address.setAttributeNS(null, "bus", "0x%02x".formatted(bus));
        address.setAttributeNS(null, "slot", "0x%02x".formatted(slot));
        address.setAttributeNS(null, "function", "0x" + function);
        return address;
    }

    /** Puts the rest of a container into a second one, at the domain's end. */
    private void divide(String namespace, String name) {
        Elements.child(root, namespace, name).ifPresent(first -> {
            Element second = child(root, namespace, name);
            List<Element> children = Elements.children(first);
            int kept = choices.nextInt(children.size() + 1);
            children.subList(kept, children.size()).forEach(second::appendChild);
        });
    }

    /** Comments and instructions anywhere, white space where there are elements only. */
    private void addComments() {
        List<Element> elements = new ArrayList<>();
        collect(root, elements);
        for (int i = choices.nextInt(MOST_COMMENTS); i >= 0; i--) {
            Element element = elements.get(choices.nextInt(elements.size()));
            if (choices.chance(30)) {
                addSpace(element);
            } else {
                addComment(choices.chance(15) ? document : element);
            }
        }
    }

    private void addComment(Node parent) {
        Node comment = choices.chance(30)
                ? document.createProcessingInstruction(choices.of("xml-stylesheet", "p"), choices.of("", "a='<&>'"))
                : document.createComment(choices.of("", " <devices> ", "&amp;\n - ", "grün"));
        parent.insertBefore(comment, choices.of(parent.getFirstChild(), null, parent.getLastChild()));
    }

    private void addSpace(Element parent) {
        if (!Elements.children(parent).isEmpty()) {
            Node space = document.createTextNode(choices.of(" ", "\n", "\t\n  ", "\r"));
            parent.insertBefore(space, choices.of(parent.getFirstChild(), null, parent.getLastChild()));
        }
    }

    private static void collect(Element element, List<Element> elements) {
        elements.add(element);
        Elements.children(element).forEach(child -> collect(child, elements));
    }

    private Element container(String namespace, String name) {
        return Elements.child(root, namespace, name).orElseGet(() -> child(root, namespace, name));
    }

    private static Element child(Element parent, String namespace, String name) {
        Element child = parent.getOwnerDocument().createElementNS(namespace, name);
        parent.appendChild(child);
        return child;
    }
}
