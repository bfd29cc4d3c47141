package org.virtzoned.it.guest;

import java.util.List;

/**
 * A disk as a guest's kernel shows it.
 *
 * @param zoned as the kernel says it: {@code host-managed}, or another word
 * @param maxTransferBytes the longest transfer that its controller takes
 * @param report the first zones
 */
public record GuestDisk(
        String node,
        String bus,
        String model,
        String serial,
        String wwid,
        String uuid,
        Integer nsid,
        long sizeBytes,
        int logicalBlockSizeBytes,
        int physicalBlockSizeBytes,
        String zoned,
        Integer zones,
        Long zoneSizeBytes,
        Long zoneCapacityBytes,
        int conventionalZones,
        Integer maxOpen,
        Integer maxActive,
        Long appendMaxBytes,
        long maxTransferBytes,
        String reportError,
        List<GuestZone> report) {
    public GuestDisk {
        report = List.copyOf(report);
    }
}
