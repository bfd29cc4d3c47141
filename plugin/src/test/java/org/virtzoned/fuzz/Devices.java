package org.virtzoned.fuzz;

import java.util.List;
import java.util.Optional;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.SourcePaths;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;

/** What must hold of devices that a reader returned. */
final class Devices {
    /** What a device's own words say is whole: nothing is looked up for it. */
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new AssertionError("expected no profile among a device's own words, found " + name);
            },
            SourcePaths.RECORDED);

    private Devices() {}

    /** Their words make them again; a domain that took them records them, and gives them back to the last byte. */
    static void check(List<ZonedDevice> devices, Platform platform) {
        for (ZonedDevice device : devices) {
            Domains.requireEqual(device, READER.fromWords(device.way(), DeviceWriter.words(device)));
        }
        DomainDocument domain = DomainDocument.parse(Domains.PLAIN);
        Optional<List<Attachment>> attachments = Domains.attempt(() -> domain.attach(devices, platform));
        if (attachments.isPresent()) {
            DomainDocument read = DomainDocument.parse(domain.toXml());
            Domains.requireEqual(
                    attachments.get().stream()
                            .map(Attachment::device)
                            .distinct()
                            .toList(),
                    read.devices());
            read.detachAll();
            Domains.requireEqual(Domains.PLAIN, read.toXml());
        }
    }
}
