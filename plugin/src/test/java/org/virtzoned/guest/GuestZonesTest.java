package org.virtzoned.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.zone.ReadProgress;
import org.virtzoned.zone.Zone;

/** Lines of blkzone's, of several versions of util-linux and kinds of disks. */
class GuestZonesTest {
    /** util-linux 2.38, of a ZBC disk whose last zone is smaller. */
    @Test
    void allConditionsAreRead() {
        assertEquals(
                List.of(
                        "zone 0: conventional, not-wp, start 0, length 4194304, capacity 4194304, write pointer 0",
                        "zone 1: sequential-write-required, implicit-open, start 4194304, length 4194304, capacity"
                                + " 3145728, write pointer 4198400",
                        "zone 2: sequential-write-required, full, start 8388608, length 4194304, capacity 3145728, write"
                                + " pointer 12582912, reset",
                        "zone 3: sequential-write-preferred, closed, start 12582912, length 2097152, capacity 2097152,"
                                + " write pointer 13107200, non-seq"),
                zones("""
                          start: 0x000000000, len 0x002000, cap 0x002000, wptr 0x000000 reset:0 non-seq:0, zcond: 0(nw) [type: 1(CONVENTIONAL)]
                          start: 0x000002000, len 0x002000, cap 0x001800, wptr 0x000008 reset:0 non-seq:0, zcond: 2(oi) [type: 2(SEQ_WRITE_REQUIRED)]
                          start: 0x000004000, len 0x002000, cap 0x001800, wptr 0x002000 reset:1 non-seq:0, zcond:14(fu) [type: 2(SEQ_WRITE_REQUIRED)]
                          start: 0x000006000, len 0x001000, cap 0x001000, wptr 0x000400 reset:0 non-seq:1, zcond: 4(cl) [type: 3(SEQ_WRITE_PREFERRED)]
                        """, 0x7000));
    }

    /** Before util-linux 2.37. */
    @Test
    void withoutACapacityItIsTheLength() {
        assertEquals(
                List.of(
                        "zone 0: sequential-write-required, empty, start 0, length 4194304, capacity 4194304, write pointer"
                                + " 0"),
                zones(
                        "  start: 0x000000000, len 0x002000, wptr 0x000000 reset:0 non-seq:0, zcond: 1(em) [type:"
                                + " 2(SEQ_WRITE_REQUIRED)]\n",
                        0x2000));
    }

    @Test
    void somethingElseIsRefused() {
        assertEquals(
                "Cannot ask the guest of domain 'guest': blkzone printed 'start: a lot', expected a zone.",
                refusal("start: a lot\n", 0x2000));
        assertEquals("Cannot take the zone report of /dev/sda: it reports 0 zones, expected 1.", refusal("", 0x2000));
        assertEquals(
                "Cannot ask the guest of domain 'guest': /dev/sda has 100000000000000 sectors in zones of 8192, expected at"
                        + " most 4194304 zones.",
                refusal("", 100_000_000_000_000L));
    }

    @Test
    void withoutBlkzoneItIsSaidWhereItIs() {
        GuestZones zones = new GuestZones(disk(0x2000).agent());

        VirtZonedException refused =
                assertThrows(VirtZonedException.class, () -> zones.readNode("sda", "guest/sda", ReadProgress.NONE));

        assertEquals(
                "Cannot ask the guest of domain 'guest': it has no program blkzone to report zones. In the guest, install"
                        + " the package util-linux, of version 2.30 or newer.",
                refused.getMessage() + " " + refused.remedy().orElseThrow());
    }

    private static List<String> zones(String output, long sectors) {
        return new GuestZones(disk(sectors).withProgram("blkzone", output).agent())
                .readNode("/dev/sda", "guest/sda", ReadProgress.NONE).orElseThrow().report().zones().stream()
                        .map(Zone::toString)
                        .toList();
    }

    private static String refusal(String output, long sectors) {
        return assertThrows(VirtZonedException.class, () -> zones(output, sectors))
                .getMessage();
    }

    private static MadeUpGuest disk(long sectors) {
        return new MadeUpGuest("6.1").withDisk("sda", "host-managed", sectors, 0x2000);
    }
}
