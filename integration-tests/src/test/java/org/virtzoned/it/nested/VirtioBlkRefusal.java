package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** A host whose QEMU would make a plain disk of a zoned one by virtio-blk. */
interface VirtioBlkRefusal {
    @Test
    @DisplayName("Zoned null_blk device by virtio-blk, which this QEMU is too old for: refused")
    @Requires("module null_blk")
    default void nullBlk(NestedHost host) {
        NullBlk.plugIn(host);

        CommandResult refusal = NestedGuest.tryToCreate(host, "blk", "", "--virtio-blk", NullBlk.NODE)
                .exits(1);

        assertTrue(
                refusal.err()
                        .matches(
                                "error: Cannot attach /dev/nullb0 to domain 'blk' with virtio-blk: QEMU is 7\\.2\\.[0-9]+,"
                                        + " expected 8\\.1 or newer for zoned virtio-blk\\.\n"
                                        + "Take --virtio-scsi or --vhost-scsi where it is a SCSI disk\\.\n"),
                refusal::toString);
        assertEquals("", host.virsh("list", "--all", "--name").succeeds().out().strip(), "domains");
    }
}
