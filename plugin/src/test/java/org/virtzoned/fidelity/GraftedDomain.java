package org.virtzoned.fidelity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.virtzoned.relaxng.Choices;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Domains as libvirt prints them, with a few elements of generated ones: libvirt checks more than its schema says, and
 * takes hardly any domain that is generated as a whole.
 */
final class GraftedDomain {
    private static final Path DOMAINS = Path.of("src", "test", "resources", "golden", "domains");
    private static final int DENSITY = 40;
    private static final int MOST_GRAFTS = 6;

    private GraftedDomain() {}

    static Document of(Choices choices) {
        Document document = read(choices.of("q35.xml", "i440fx.xml", "aarch64.xml", "emulated.xml"));
        int[] grafts = choices.ints(choices.nextInt(MOST_GRAFTS), 0, 1_000).toArray();
        Element generated = GeneratedDomain.of(DENSITY, choices).getDocumentElement();
        Element root = document.getDocumentElement();
        for (int graft : grafts) {
            if (graft % 4 == 0) {
                child(generated, graft)
                        .filter(child -> Elements.child(root, child.getNamespaceURI(), child.getLocalName())
                                .isEmpty())
                        .ifPresent(child -> add(child, root));
            } else {
                Elements.child(generated, "devices")
                        .flatMap(devices -> child(devices, graft))
                        .ifPresent(child ->
                                add(child, Elements.child(root, "devices").orElseThrow()));
            }
        }
        return document;
    }

    private static Optional<Element> child(Element parent, int number) {
        List<Element> children = Elements.children(parent);
        return children.isEmpty() ? Optional.empty() : Optional.of(children.get(number % children.size()));
    }

    private static void add(Element child, Element parent) {
        parent.appendChild(parent.getOwnerDocument().importNode(child, true));
    }

    private static Document read(String name) {
        try {
            return XmlReader.read(Files.readString(DOMAINS.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
