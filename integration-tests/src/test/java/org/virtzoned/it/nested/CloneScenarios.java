package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** A clone names the disks, files and targets of its original. */
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
}
