package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;

/** Zoned SCSI disks of the host, handed to the guest by virtio-scsi. */
interface VirtioScsiScenarios {
    @Test
    @DisplayName("SMR disk by virtio-scsi (scsi-block), with QEMU unprivileged and without rawio")
    @Requires("module scsi_debug")
    default void scsiBlock(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.create(host, "smr", "zoned.write=yes", "--virtio-scsi", disk.node())
                .start();

        QemuProcess qemu = guest.qemu();
        assertEquals("scsi-block", qemu.scsiDevice(), "QEMU's device for the disk");
        qemu.assertUnprivileged();
        assertTrue(guest.xml().contains("/dev/disk/by-id/wwn-" + disk.wwn()), guest::xml);
        disk.assertUsable(guest.report());
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("SMR disk by virtio-scsi (scsi-generic), with QEMU unprivileged and without rawio")
    @Requires("module scsi_debug")
    default void scsiGeneric(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.create(
                        host,
                        "smr",
                        "zoned.write=yes",
                        "--virtio-scsi",
                        disk.node() + ",driver=scsi-generic,address=" + disk.address())
                .start();

        QemuProcess qemu = guest.qemu();
        assertEquals("scsi-generic", qemu.scsiDevice(), "QEMU's device for the disk");
        qemu.assertUnprivileged();
        disk.assertUsable(guest.report());
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName(
            "ZBC disks of tcmu-runner by LIO's loopback and virtio-scsi: the documented one of 20 GiB, and a small one")
    @Requires({"module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void loopback(NestedHost host) {
        NestedGuest guest = NestedGuest.create(
                        host,
                        "loopback",
                        "zoned.write=yes zoned.devices=2",
                        "--virtio-scsi",
                        ZbcDisk.DOCUMENTED.request(),
                        "--virtio-scsi",
                        ZbcDisk.SMALL.request())
                .start();

        guest.qemu().assertUnprivileged();
        GuestReport report = guest.report();
        ZbcDisk.DOCUMENTED.assertUsable(report);
        ZbcDisk.SMALL.assertUsable(report);
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }
}
