package org.virtzoned.domainxml;

import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.ZonedDevice;

/**
 * Elements and arguments of a domain that have our aliases or ids, and no record, since the metadata was removed.
 *
 * @param name of the device or, of a vhost-scsi target, of the target
 * @param identifiers the aliases and ids
 * @param device what they are, where all that a record needs stands there
 * @param reason why the device is not known from them, without a full stop; empty where it is
 */
public record Orphan(String name, Set<String> identifiers, Optional<ZonedDevice> device, String reason) {
    public Orphan {
        identifiers = Set.copyOf(identifiers);
    }
}
