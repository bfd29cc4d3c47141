package org.virtzoned.domainxml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.VhostScsiTuning;

/** The properties of QEMU's {@code vhost-scsi-pci} and {@code vhost-scsi-ccw}, which libvirt has no element for. */
final class VhostScsiProperties {
    private VhostScsiProperties() {}

    static Map<String, Object> of(VhostScsiTuning tuning) {
        Map<String, Object> properties = new LinkedHashMap<>();
        tuning.queues().ifPresent(queues -> properties.put("num_queues", (long) queues));
        tuning.queueSize().ifPresent(requests -> properties.put("virtqueue_size", (long) requests));
        tuning.maxTransfer().ifPresent(length -> properties.put("max_sectors", length.bytes() / HostDisk.SECTOR_BYTES));
        return properties;
    }
}
