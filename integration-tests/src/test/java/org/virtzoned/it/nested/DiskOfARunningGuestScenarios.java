package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several domains name one disk, each in another way; one at a time runs with it. */
interface DiskOfARunningGuestScenarios {
    @Test
    @DisplayName("A disk of a running guest, named by another domain in whatever way: refused, and the guest is named")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi", "module null_blk"})
    default void diskOfARunningGuest(NestedHost host) {
        HostManagedDisk smr = HostManagedDisk.plugIn(host);
        NullBlk.plugIn(host);
        NestedGuest first = NestedGuest.define(
                host, "first", "", "--virtio-blk", NullBlk.request(), "--virtio-scsi", smr.request());
        NestedGuest second = NestedGuest.define(host, "second", "", "--vhost-scsi", smr.request());
        NestedGuest.define(host, "third", "", "--virtio-blk", NullBlk.request());
        first.startPaused();
        String before = host.rig("left-overs").succeeds().out();

        GoldenRefusal.ofStart(host, "second").assertLike("disk-of-a-running-guest");
        GoldenRefusal.ofStart(host, "third").assertLike("virtio-blk-disk-of-a-running-guest");
        assertEquals(before, host.rig("left-overs").succeeds().out());
        first.destroy();
        second.startPaused().destroy();
        HostState.assertNothingLeft(host);
    }
}
