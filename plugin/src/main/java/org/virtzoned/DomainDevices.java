package org.virtzoned;

import java.util.List;
import org.virtzoned.device.ZonedDevice;

/**
 * A domain and its zoned devices.
 *
 * @param active whether the guest runs
 */
public record DomainDevices(String domain, boolean active, List<ZonedDevice> devices) {
    public DomainDevices {
        devices = List.copyOf(devices);
    }
}
