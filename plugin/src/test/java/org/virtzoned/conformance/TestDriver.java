package org.virtzoned.conformance;

import java.util.Optional;
import java.util.UUID;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Version;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * libvirt's test driver: it reads, checks and prints documents by the code that all drivers share, and has no guests.
 *
 * <p>It takes domains of every type, and drops elements of libvirt's QEMU namespace in silence.
 */
public final class TestDriver implements AutoCloseable {
    private static final UUID ANY_UUID = UUID.fromString("33333333-9999-4444-8888-777777777777");

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
        String name = DomainDocument.parse(document).name();
        connection.define(name, identified(document));
        DomainDefinition definition = connection.domain(name);
        connection.undefine(name, definition.uuid());
        return definition.xml();
    }

    /** What libvirt reads of a document that it does not check against the schema, as it prints it. */
    public String read(String document) {
        try {
            Connect connect = new Connect("test:///default");
            Domain domain = connect.domainDefineXML(identified(document));
            String xml = domain.getXMLDesc(0);
            domain.undefine();
            domain.free();
            connect.close();
            return xml;
        } catch (LibvirtException e) {
            throw new AssertionError("libvirt refuses " + document, e);
        }
    }

    /** With a UUID: libvirt would make another one each time. */
    private static String identified(String text) {
        DomainDocument document = DomainDocument.parse(text);
        if (document.uuid().isEmpty()) {
            document.assignUuid(ANY_UUID);
        }
        return document.toXml();
    }

    @Override
    public void close() {
        connection.close();
    }
}
