package org.virtzoned.libvirt;

import java.util.Optional;
import java.util.UUID;
import org.virtzoned.domainxml.DomainState;

/**
 * A domain as libvirt has it.
 *
 * @param xml what the next start uses (the inactive document), with its passwords
 * @param liveXml what the guest runs with, which may differ; absent where it does not run
 * @param state what its guest does
 * @param persistent whether it is defined, so that it is there after the guest stops
 */
public record DomainDefinition(
        String name, UUID uuid, String xml, Optional<String> liveXml, boolean persistent, DomainState state) {
    /** Whether the guest runs. */
    public boolean active() {
        return liveXml.isPresent();
    }
}
