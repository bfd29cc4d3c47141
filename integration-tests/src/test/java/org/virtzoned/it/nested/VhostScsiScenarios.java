package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Disks that the host's kernel hands to the guest by vhost-scsi, of targets that targetcli made as it is documented. */
interface VhostScsiScenarios {
    @Test
    @DisplayName("SMR disk by vhost-scsi with a pscsi backstore, its target made by the documented targetcli session")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi", "program targetcli"})
    default void pscsi(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        Target.createPscsi(host, "smr0", disk.node());
        String wwpn = Target.exportByVhost(host, "pscsi/smr0");
        NestedGuest guest = NestedGuest.create(
                        host, "vhost", "zoned.write=yes", "--vhost-scsi", "wwpn=" + wwpn + ",managed=no")
                .start();

        guest.qemu().assertUnprivileged();
        GuestReport report = guest.report();
        GuestDisk seen = report.disk(disk.serial());
        HostManagedDisk.GEOMETRY.assertSeen(seen, "the SMR disk " + disk.serial());
        assertEquals(HostManagedDisk.MAX_OPEN, seen.maxOpen(), "zones open at once");
        ZoneRules.assertObeyedByScsi(report.write(seen), "the SMR disk " + disk.serial());
    }

    @Test
    @DisplayName("ZBC disks of tcmu-runner by vhost-scsi: the documented one of 20 GiB, and a small one")
    @Requires({"module vhost_scsi", "module target_core_user", "program targetcli", "program tcmu-runner"})
    default void zbc(NestedHost host) {
        Target.createZbc(host, ZbcDisk.DOCUMENTED);
        Target.createZbc(host, ZbcDisk.SMALL);
        NestedGuest guest = NestedGuest.create(
                        host,
                        "zbc",
                        "zoned.write=yes zoned.devices=2",
                        "--vhost-scsi",
                        "wwpn=" + Target.exportByVhost(host, ZbcDisk.DOCUMENTED.backstore()) + ",managed=no",
                        "--vhost-scsi",
                        "wwpn=" + Target.exportByVhost(host, ZbcDisk.SMALL.backstore()) + ",managed=no")
                .start();

        GuestReport report = guest.report();
        for (ZbcDisk disk : List.of(ZbcDisk.DOCUMENTED, ZbcDisk.SMALL)) {
            disk.assertUsable(report, disk.wwn(host));
        }
        ZbcDisk.DOCUMENTED.assertSparse(host);
    }
}
