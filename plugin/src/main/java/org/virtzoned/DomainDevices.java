package org.virtzoned;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainState;

/**
 * A domain and its zoned devices.
 *
 * @param uuid the domain's
 * @param domain its name
 * @param state what its guest does
 * @param devices those of its definition, which the next start uses
 * @param live those of its guest, while that runs; usually the same
 * @param problem why its record of them cannot be read, and then there are none here; or what the record lacks
 */
public record DomainDevices(
        UUID uuid,
        String domain,
        DomainState state,
        List<ZonedDevice> devices,
        List<ZonedDevice> live,
        Optional<String> problem) {
    public DomainDevices {
        devices = List.copyOf(devices);
        live = List.copyOf(live);
    }

    DomainDevices withProblem(String sentence) {
        return new DomainDevices(uuid, domain, state, devices, live, Optional.of(sentence));
    }

    /** Whether it has a guest, running or paused. */
    public boolean active() {
        return state.isActive();
    }

    /** Those of the definition, then those that only the guest has. */
    public Set<ZonedDevice> all() {
        Set<ZonedDevice> all = new LinkedHashSet<>(devices);
        all.addAll(live);
        return all;
    }
}
