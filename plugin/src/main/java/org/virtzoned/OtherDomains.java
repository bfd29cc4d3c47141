package org.virtzoned;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.virtzoned.device.SourcePath;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * The domains beside the one that is changed, as they are now. What one of them names is no backing file of ours: zones
 * that start empty over another guest's file would be that guest's loss.
 */
final class OtherDomains {
    private final SourceIdentity identity;
    private final List<DomainDefinition> others;

    OtherDomains(LibvirtConnection connection, UUID domain) {
        this.identity = new SourceIdentity(connection);
        this.others = connection.domains().stream()
                .filter(other -> !other.uuid().equals(domain))
                .toList();
    }

    /**
     * Refuses a file that one of them names, by whatever path.
     *
     * @throws ChangeException naming the domain
     */
    void requireNotNamed(SourcePath file) {
        for (DomainDefinition other : others) {
            requireNotNamed(file, other.name(), other.xml());
            // What was detached from the definition only is the guest's until it ends.
            other.liveXml().ifPresent(live -> requireNotNamed(file, other.name(), live));
        }
    }

    private void requireNotNamed(SourcePath file, String domain, String xml) {
        Set<String> keys = identity.of(file.text());
        DomainDocument.parse(xml).namedSources().forEach((named, holder) -> {
            if (!Collections.disjoint(keys, identity.of(named))) {
                throw new ChangeException(
                        "Cannot take " + file + ": domain '" + domain + "' names it, in " + holder + ".",
                        "Choose another file.");
            }
        });
    }
}
