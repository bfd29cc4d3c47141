package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;

/** Disks that the host's kernel hands to the guest by vhost-scsi, of targets that live as long as the guest. */
interface VhostScsiScenarios {
    @Test
    @DisplayName(
            "SMR disk by vhost-scsi: virsh start makes its target and tells its controller its limits, and nothing is"
                    + " left after the guest")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi"})
    default void pscsi(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.create(
                        host,
                        "vhost",
                        "zoned.write=yes",
                        "--vhost-scsi",
                        disk.node() + ",queues=1,queue-size=256,max-transfer=256K")
                .start();

        QemuProcess qemu = guest.qemu();
        qemu.assertUnprivileged();
        assertEquals(
                Map.of("num_queues", "1", "virtqueue_size", "256", "max_sectors", "512"),
                qemu.properties("vhost-scsi-pci", "num_queues", "virtqueue_size", "max_sectors"));
        GuestReport report = guest.report();
        disk.assertUsable(report);
        assertEquals(256 << 10, report.disk(disk.serial()).maxTransferBytes(), "longest transfer");
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("ZBC disks of tcmu-runner by vhost-scsi: the documented one of 20 GiB, and a small one")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void zbc(NestedHost host) {
        NestedGuest guest = NestedGuest.create(
                        host,
                        "zbc",
                        "zoned.write=yes zoned.devices=2",
                        "--vhost-scsi",
                        ZbcDisk.DOCUMENTED.request(),
                        "--vhost-scsi",
                        ZbcDisk.SMALL.request())
                .start();

        guest.qemu().assertUnprivileged();
        GuestReport report = guest.report();
        for (ZbcDisk disk : List.of(ZbcDisk.DOCUMENTED, ZbcDisk.SMALL)) {
            disk.assertUsable(report);
        }
        ZbcDisk.DOCUMENTED.assertSparse(host);
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }
}
