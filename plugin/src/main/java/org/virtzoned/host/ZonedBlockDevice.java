package org.virtzoned.host;

import java.util.List;

/**
 * A zoned block device of a host: a SCSI disk, an NVMe namespace, a device of null_blk or of device-mapper.
 *
 * @param uses who uses it now, in the order in which the hook looks; none where nobody is known to
 */
public record ZonedBlockDevice(BlockDeviceNames names, DiskInquiry inquiry, ZonedQueue queue, List<DiskUse> uses) {
    public ZonedBlockDevice {
        uses = List.copyOf(uses);
    }
}
