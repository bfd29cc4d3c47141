package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.virtzoned.it.guest.GuestDisk;

/** How a host-managed disk is divided into zones. */
record Geometry(long zoneSizeBytes, long zoneCapacityBytes, int zones, int conventionalZones) {
    static final long MIB = 1L << 20;

    static Geometry of(long zoneSizeBytes, int zones, int conventionalZones) {
        return new Geometry(zoneSizeBytes, zoneSizeBytes, zones, conventionalZones);
    }

    /**
     * The guest's kernel sees the disk with just these zones.
     *
     * @param what the disk, for the message
     */
    void assertSeen(GuestDisk disk, String what) {
        assertAll(
                what + ", which the guest sees as " + disk,
                () -> assertEquals("host-managed", disk.zoned(), "zoned model"),
                () -> assertEquals(zones, disk.zones(), "zones"),
                () -> assertEquals(zoneSizeBytes, disk.zoneSizeBytes(), "zone size"),
                () -> assertEquals(zoneCapacityBytes, disk.zoneCapacityBytes(), "zone capacity"),
                () -> assertEquals(conventionalZones, disk.conventionalZones(), "conventional zones"),
                () -> assertEquals(zones * zoneSizeBytes, disk.sizeBytes(), "size"));
    }
}
