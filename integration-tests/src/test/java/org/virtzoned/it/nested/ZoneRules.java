package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.virtzoned.it.guest.GuestWrite;
import org.virtzoned.it.guest.SenseData;

/** What a sequential zone does with writes, whoever it belongs to (ZBC, 4.5; NVMe ZNS, 2.1). */
final class ZoneRules {
    private static final int SECTOR = 512;

    private ZoneRules() {}

    /** A SCSI disk, which says why it refused a write. */
    static void assertObeyedByScsi(GuestWrite write, String what) {
        assertObeyed(write, SenseData.UNALIGNED_WRITE, what);
    }

    static void assertObeyed(GuestWrite write, String what) {
        assertObeyed(write, null, what);
    }

    private static void assertObeyed(GuestWrite write, SenseData sense, String what) {
        long start = write.zoneStartSectors512();
        long written = start + write.blockSizeBytes() / SECTOR;
        assertAll(
                "Writes to " + what + ": " + write,
                () -> assertEquals(start, write.writePointerBeforeSectors512(), "write pointer of an empty zone"),
                () -> assertEquals("ok", write.sequential(), "write at the write pointer"),
                () -> assertEquals(written, write.writePointerAfterSectors512(), "write pointer after it"),
                () -> assertEquals("IMPLICITLY_OPENED", write.conditionAfter(), "condition after it"),
                () -> assertEquals("failed", write.offPointer(), "write beyond the write pointer"),
                () -> assertEquals(sense, write.offPointerSense(), "sense data of a write beyond the write pointer"),
                () -> assertEquals(
                        written,
                        write.writePointerAfterOffPointerSectors512(),
                        "write pointer after the refused write"),
                () -> assertEquals("ok", write.finish(), "finish"),
                () -> assertEquals("FULL", write.finishCondition(), "condition after finish"),
                () -> assertEquals("ok", write.reset(), "reset"),
                () -> assertEquals("EMPTY", write.resetCondition(), "condition after reset"),
                () -> assertEquals(start, write.resetWritePointerSectors512(), "write pointer after reset"));
    }
}
