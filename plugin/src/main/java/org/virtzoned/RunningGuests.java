package org.virtzoned;

import java.util.List;
import java.util.UUID;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.HostReferences;
import org.virtzoned.host.RunningGuest;
import org.virtzoned.libvirt.LibvirtConnection;

/** The guests of a connection that run, and what of their host they have, by the documents that they run with. */
final class RunningGuests {
    private RunningGuests() {}

    static List<RunningGuest> of(LibvirtConnection connection) {
        return connection.activeDomains().stream()
                .map(domain ->
                        guest(domain.name(), domain.uuid(), domain.liveXml().orElseThrow()))
                .toList();
    }

    static RunningGuest guest(String domain, UUID uuid, String liveXml) {
        HostReferences references = DomainDocument.parse(liveXml).hostReferences();
        return new RunningGuest(domain, uuid, references.paths(), references.wwpns(), references.addresses());
    }
}
