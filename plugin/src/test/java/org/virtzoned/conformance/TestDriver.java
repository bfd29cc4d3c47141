package org.virtzoned.conformance;

import java.util.Optional;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Version;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * libvirt's test driver: it reads, checks and prints documents by the code that all drivers share, and has no guests.
 *
 * <p>It takes domains of the type {@code test} only, and drops elements of libvirt's QEMU namespace in silence.
 */
public final class TestDriver implements AutoCloseable {
    private static final String UUID = "33333333-9999-4444-8888-777777777777";

    private final LibvirtConnection connection = LibvirtConnection.open(Optional.of("test:///default"));

    /** The version of libvirt, which its schema is of, too. */
    public Version version() {
        return connection.platform().libvirt().orElseThrow();
    }

    /**
     * Defines a domain, with its document checked against the schema.
     *
     * @return the document as libvirt prints it; nothing is left of the domain
     * @throws org.virtzoned.error.VirtZonedException in libvirt's words, if it refuses
     */
    public String define(String document) {
        String adapted = adapted(document);
        String name = DomainDocument.parse(adapted).name();
        connection.define(name, adapted);
        DomainDefinition definition = connection.domain(name);
        connection.undefine(name, definition.uuid());
        return definition.xml();
    }

    /** The same domain for the test driver, which has one kind of guest and no emulator. */
    private static String adapted(String text) {
        Document document = XmlReader.read(text);
        Element root = document.getDocumentElement();
        root.setAttribute("type", "test");
        if (Elements.child(root, "uuid").isEmpty()) {
            // Else libvirt makes another one each time.
            root.appendChild(document.createElementNS(null, "uuid")).setTextContent(UUID);
        }
        Element type = Elements.child(root, "os")
                .flatMap(os -> Elements.child(os, "type"))
                .orElseThrow();
        type.removeAttribute("machine");
        type.setAttribute("arch", "i686");
        Elements.child(root, "devices")
                .flatMap(devices -> Elements.child(devices, "emulator"))
                .ifPresent(Layout::remove);
        return XmlWriter.write(document, false, text.length());
    }

    @Override
    public void close() {
        connection.close();
    }
}
