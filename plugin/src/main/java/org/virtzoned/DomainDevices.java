package org.virtzoned;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.virtzoned.device.ZonedDevice;

/**
 * A domain and its zoned devices.
 *
 * @param uuid the domain's
 * @param domain its name
 * @param active whether the guest runs
 * @param problem why its record of them cannot be read; then there are none here
 */
public record DomainDevices(
        UUID uuid, String domain, boolean active, List<ZonedDevice> devices, Optional<String> problem) {
    public DomainDevices {
        devices = List.copyOf(devices);
    }
}
