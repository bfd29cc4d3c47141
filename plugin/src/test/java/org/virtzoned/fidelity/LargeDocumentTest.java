package org.virtzoned.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.VirtZoned;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.relaxng.AnyText;
import org.virtzoned.relaxng.Choices;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Documents of 5 MB and more: thousands of devices, long metadata of others. */
class LargeDocumentTest {
    private static final int LEAST_BYTES = 5 << 20;
    private static final int DEVICES = 20_000;
    private static final int METADATA = 40_000;
    private static final ZonedDevice DISK = VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/a");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void comesOutAsItCameIn(long seed) {
        byte[] document = Spelling.of(document(seed), Choices.random(seed, 10_000_000));
        assertTrue(document.length > LEAST_BYTES, () -> document.length + " bytes");

        DomainDocument domain = assertTimeout(Duration.ofMinutes(2), () -> {
            DomainDocument attaching = DomainDocument.parse(document);
            attaching.attach(List.of(DISK), Platform.ANY);
            DomainDocument attached = DomainDocument.parse(attaching.toXml());
            attached.detachAll();
            return attached;
        });

        assertEquals(CanonicalXml.of(document), CanonicalXml.of(domain.toXml()));
    }

    private static Document document(long seed) {
        Choices choices = Choices.random(seed, 10_000_000);
        Document document = GraftedDomain.of(choices);
        Element root = document.getDocumentElement();
        Element metadata = document.createElementNS(null, "metadata");
        root.appendChild(metadata);
        for (int i = 0; i < METADATA; i++) {
            Element other = document.createElementNS("urn:other:" + i % 100, "item");
            other.setAttributeNS(null, "number", Integer.toString(i));
            other.appendChild(document.createTextNode(AnyText.of(choices)));
            metadata.appendChild(other);
        }
        Element devices = Elements.child(root, "devices").orElseThrow();
        for (int i = 0; i < DEVICES; i++) {
            Element disk = document.createElementNS(null, "disk");
            disk.setAttributeNS(null, "type", "file");
            child(disk, "source").setAttributeNS(null, "file", "/srv/disk" + i);
            child(disk, "target").setAttributeNS(null, "dev", "vdx" + i);
            child(disk, "serial").appendChild(document.createTextNode("serial " + i));
            devices.appendChild(disk);
        }
        return document;
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElementNS(null, name);
        parent.appendChild(child);
        return child;
    }
}
