package org.virtzoned;

import java.util.List;
import java.util.Optional;
import org.virtzoned.host.ZonedBlockDevice;

/**
 * The zoned block devices of a host, as they were when somebody looked.
 *
 * @param otherHost the URI of the libvirt that told of them; absent for this very host, where sysfs did
 * @param notice what is not known of them, a sentence; absent where all is
 */
public record HostDevices(Optional<String> otherHost, List<ZonedBlockDevice> devices, Optional<String> notice) {
    public HostDevices {
        devices = List.copyOf(devices);
    }
}
