package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestMark;
import org.virtzoned.it.guest.GuestReport;
import org.virtzoned.it.guest.GuestZone;

/** Two zones of an attached disk, as a guest left them in its first boot: one with a block written, the next finished. */
final class LeftZones {
    /** A zone that was open may be closed by whoever has it in between. */
    private static final Set<String> PARTLY_WRITTEN = Set.of("IMPLICITLY_OPENED", "CLOSED");

    private static final int BLOCK_SECTORS512 = 8;

    private final AttachedWay way;
    private final GuestMark mark;

    private LeftZones(AttachedWay way, GuestMark mark) {
        this.way = way;
        this.mark = mark;
    }

    /** Those of a guest's first boot, which found the zones empty. */
    static LeftZones in(GuestReport first, AttachedWay way) {
        GuestDisk disk = way.seenIn(first);
        GuestMark mark = first.mark(disk);
        assertAll(
                way + " in the first boot: " + mark,
                () -> assertNull(mark.found(), "data found"),
                () -> assertEquals(
                        "EMPTY", zone(disk, mark.zoneStartSectors512()).condition()),
                () -> assertEquals(
                        "EMPTY", zone(disk, mark.finishedZoneStartSectors512()).condition()),
                () -> assertEquals("ok", mark.write(), "write"),
                () -> assertEquals("ok", mark.finish(), "finish"));
        return new LeftZones(way, mark);
    }

    /**
     * A later boot finds both as they were left, and the data.
     *
     * @param boots how many have left a block there before
     */
    void assertKept(GuestReport later, int boots) {
        GuestDisk disk = way.seenIn(later);
        GuestZone written = zone(disk, mark.zoneStartSectors512());
        assertAll(
                way + " in a later boot: " + disk,
                () -> assertEquals(
                        mark.zoneStartSectors512() + (long) boots * BLOCK_SECTORS512,
                        written.writePointerSectors512(),
                        "write pointer"),
                () -> assertTrue(PARTLY_WRITTEN.contains(written.condition()), written::condition),
                () -> assertEquals(
                        "FULL", zone(disk, mark.finishedZoneStartSectors512()).condition()),
                () -> assertEquals(mark.text(), later.mark(disk).found(), "data"));
    }

    /** A later boot finds all zones empty. */
    void assertLost(GuestReport later) {
        GuestDisk disk = way.seenIn(later);
        assertAll(
                way + " in a later boot: " + disk,
                () -> assertEquals(
                        "EMPTY", zone(disk, mark.zoneStartSectors512()).condition()),
                () -> assertEquals(
                        "EMPTY", zone(disk, mark.finishedZoneStartSectors512()).condition()),
                () -> assertNull(later.mark(disk).found(), "data"));
    }

    private static GuestZone zone(GuestDisk disk, long startSectors512) {
        return disk.report().stream()
                .filter(zone -> zone.startSectors512() == startSectors512)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No zone is reported at " + startSectors512 + ": " + disk));
    }
}
