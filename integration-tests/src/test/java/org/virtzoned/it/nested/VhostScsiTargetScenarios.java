package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;

/** Targets of vhost-scsi with several LUNs, of the user's own, and on a disk that takes short transfers. */
interface VhostScsiTargetScenarios {
    /** LIO's loopback makes a disk of the host that takes no more than 1 MiB. */
    @Test
    @DisplayName("A disk that takes short transfers only, by vhost-scsi: the guest is told")
    @Requires({"module vhost_scsi", "module target_core_pscsi", "module tcm_loop", "program tcmu-runner"})
    default void shortTransfers(NestedHost host) {
        Target.createZbc(host, ZbcDisk.SMALL);
        String wwpn = Target.exportByLoopback(host, ZbcDisk.SMALL.backstore());
        NestedGuest guest = NestedGuest.create(
                        host,
                        "short",
                        "zoned.write=yes",
                        "--vhost-scsi",
                        "/dev/disk/by-id/wwn-0x" + ZbcDisk.SMALL.wwn())
                .start();

        assertEquals(Map.of("max_sectors", "2048"), guest.qemu().properties("vhost-scsi-pci", "max_sectors"));
        GuestReport report = guest.report();
        ZbcDisk.SMALL.assertUsable(report);
        assertEquals(1 << 20, ZbcDisk.SMALL.seenIn(report).maxTransferBytes(), "longest transfer");
        guest.awaitEnd();
        Target.deleteLoopback(host, wwpn);
        Target.deleteZbc(host, ZbcDisk.SMALL);
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("An SMR disk and two ZBC disks as LUNs of one vhost-scsi target")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void oneTarget(NestedHost host) {
        HostManagedDisk smr = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.create(
                        host,
                        "luns",
                        "zoned.write=yes zoned.devices=3",
                        "--vhost-scsi",
                        ZbcDisk.SMALL.request() + ",target=all",
                        "--vhost-scsi",
                        smr.node() + ",target=all",
                        "--vhost-scsi",
                        ZbcDisk.SECOND_SMALL.request() + ",target=all")
                .start();

        String targets =
                host.run("ls", "/sys/kernel/config/target/vhost").succeeds().out();
        assertEquals(1, targets.lines().filter(name -> name.startsWith("naa.")).count(), targets);
        GuestReport report = guest.report();
        smr.assertUsable(report);
        for (ZbcDisk disk : List.of(ZbcDisk.SMALL, ZbcDisk.SECOND_SMALL)) {
            disk.assertUsable(report);
        }
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("SMR disk by vhost-scsi, its target made by the documented targetcli session: used, and left alone")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi", "program targetcli"})
    default void targetOfTheUser(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        Target.createPscsi(host, "smr0", disk.node());
        String wwpn = Target.exportByVhost(host, "pscsi/smr0");
        NestedGuest guest = NestedGuest.create(
                        host, "vhost", "zoned.write=yes", "--vhost-scsi", "wwpn=" + wwpn + ",managed=no")
                .start();

        disk.assertUsable(guest.report());
        guest.awaitEnd();
        HostState.assertNothingLeft(host, wwpn);
        guest.start();
        disk.assertUsable(guest.report());
    }
}
