package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Zoned block devices handed to the guest by virtio-blk, where QEMU and the guest's kernel know how. */
interface VirtioBlkScenarios {
    @Test
    @DisplayName("Zoned null_blk device by virtio-blk")
    @Requires({"module null_blk", "qemu 8.1", "kernel 6.4"})
    default void nullBlk(NestedHost host) {
        NullBlk.plugIn(host);
        NestedGuest guest = NestedGuest.create(host, "blk", "zoned.write=yes", "--virtio-blk", NullBlk.NODE)
                .start();

        guest.qemu().assertUnprivileged();
        GuestReport report = guest.report();
        GuestDisk seen = report.onlyDiskOf("virtio");
        NullBlk.GEOMETRY.assertSeen(seen, "the null_blk device");
        assertAll(
                () -> assertEquals(NullBlk.MAX_OPEN, seen.maxOpen()),
                () -> assertEquals(NullBlk.MAX_ACTIVE, seen.maxActive()));
        ZoneRules.assertObeyed(report.write(seen), "the null_blk device");
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }
}
