package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Two domains that name the same disks, files and targets. */
interface CloneScenarios {
    @Test
    @DisplayName(
            "A clone of a running guest is refused; with targets and files of its own it starts, with empty zones, and"
                    + " the original runs on with its data")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void cloned(NestedHost host) {
        AttachedWay smr = AttachedWay.scsiBlock(HostManagedDisk.plugIn(host));
        List<AttachedWay> ways = List.of(AttachedWay.vhostZbc(), AttachedWay.nvmeZns(), smr);
        NestedGuest original = NestedGuest.create(
                host, "original", "zoned.mark=yes zoned.loop=yes zoned.devices=3", AttachedWay.options(ways));
        GuestReport first = original.start().report();
        String before = host.rig("left-overs").succeeds().out();

        NestedGuest clone = NestedGuest.copy(host, original, "clone")
                .redefine(xml -> xml.replace("zoned.devices=3", "zoned.devices=2"));
        GoldenRefusal.ofStart(host, "clone").assertLike("clone");
        assertEquals(before, host.rig("left-overs").succeeds().out());

        host.virtZoned("repair", "clone", "--rebind").succeeds();
        GoldenRefusal.ofStart(host, "clone").assertLike("clone-with-the-disk-of-its-original");
        host.virtZoned("detach", "clone", nameOf(original, "virtio-scsi")).succeeds();
        assertEmpty(clone.start().report());
        String both = host.rig("left-overs").succeeds().out();
        assertTrue(both.lines().toList().containsAll(before.lines().toList()), both);
        assertNotEquals(original.recorded(ZbcDisk.SMALL.name(), "wwpn"), clone.recorded(ZbcDisk.SMALL.name(), "wwpn"));

        GuestReport later = original.reset().report(2);
        for (AttachedWay way : ways) {
            LeftZones.in(first, way).assertKept(later, 1);
        }
        clone.destroy();
        original.destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("A disk of a running guest, named by another domain in whatever way: refused, and the guest is named")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi", "module null_blk"})
    default void diskOfARunningGuest(NestedHost host) {
        HostManagedDisk smr = HostManagedDisk.plugIn(host);
        boolean hasVirtioBlk = host.suite().hasZonedVirtioBlk();
        String[] nullBlk = hasVirtioBlk ? new String[] {"--virtio-blk", NullBlk.request()} : new String[0];
        if (hasVirtioBlk) {
            NullBlk.plugIn(host);
        }
        NestedGuest first = NestedGuest.define(host, "first", "", concat(nullBlk, "--virtio-scsi", smr.request()));
        NestedGuest second = NestedGuest.define(host, "second", "", "--vhost-scsi", smr.request());
        first.startPaused();
        String before = host.rig("left-overs").succeeds().out();

        GoldenRefusal.ofStart(host, "second").assertLike("disk-of-a-running-guest");
        if (hasVirtioBlk) {
            NestedGuest.define(host, "third", "", nullBlk);
            GoldenRefusal.ofStart(host, "third").assertLike("virtio-blk-disk-of-a-running-guest");
        }
        assertEquals(before, host.rig("left-overs").succeeds().out());
        first.destroy();
        second.startPaused().destroy();
        HostState.assertNothingLeft(host);
    }

    /** It found nothing in its disks before it left its own marks there. */
    private static void assertEmpty(GuestReport report) {
        for (GuestDisk disk : List.of(report.onlyDiskOf("scsi"), report.onlyDiskOf("nvme"))) {
            assertAll(
                    disk.toString(),
                    () -> assertNull(report.mark(disk).found(), "data found"),
                    () -> assertTrue(
                            disk.report().stream().allMatch(zone -> List.of("EMPTY", "NOT_WRITE_POINTER")
                                    .contains(zone.condition())),
                            "its zones are empty"));
        }
    }

    private static String nameOf(NestedGuest guest, String way) {
        return guest.xml().replaceFirst("(?s).*<zoned:device way=['\"]" + way + "['\"] name=['\"]([^'\"]*).*", "$1");
    }

    private static String[] concat(String[] first, String option, String value) {
        String[] all = Arrays.copyOf(first, first.length + 2);
        all[first.length] = option;
        all[first.length + 1] = value;
        return all;
    }
}
