package org.virtzoned.it.nested;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Disks that a guest must not have, whatever its definition says, and what {@code virsh start} prints then. */
interface RefusedDiskScenarios {
    @TestFactory
    @DisplayName("An SMR disk for vhost-scsi that is not there, is another, or that somebody else has")
    @Requires({
        "module scsi_debug",
        "module vhost_scsi",
        "module btrfs",
        "module dm_mod",
        "module raid1",
        "program mkfs.btrfs",
        "program mdadm",
        "program targetcli"
    })
    default Stream<DynamicTest> disk(NestedHost host) {
        var disks = HostManagedDisk.plugIn(host, 2);
        HostManagedDisk disk = disks.get(0);
        HostManagedDisk another = disks.get(1);
        NestedGuest guest = NestedGuest.define(host, "smr", "", "--vhost-scsi", disk.request());
        NestedGuest other = NestedGuest.define(host, "other", "", "--virtio-scsi", disk.request());
        NestedGuest foreign = NestedGuest.define(host, "foreign", "", "--virtio-scsi", disk.request())
                .redefine(RefusedDiskScenarios::withoutOurs);

        return new Refusals(host, guest)
                .when("mounted", "disk-mounted", () -> DiskUse.mount(host, disk.node()), () -> DiskUse.unmount(host))
                .when(
                        "in a device of device-mapper",
                        "disk-in-device-mapper",
                        () -> DiskUse.map(host, disk.node()),
                        () -> DiskUse.unmap(host))
                .when(
                        "in an array of md",
                        "disk-in-md",
                        () -> DiskUse.assemble(host, disk.node()),
                        () -> DiskUse.disassemble(host, disk.node()))
                .when(
                        "in a backstore that targetcli made",
                        "disk-in-foreign-backstore",
                        () -> Target.createPscsi(host, "foreign", disk.byId()),
                        () -> Target.deletePscsi(host, "foreign"))
                .when("with a guest of ours that runs", "disk-of-another-domain", other::startPaused, other::destroy)
                .when(
                        "with a guest that is not ours",
                        "disk-of-a-foreign-domain",
                        foreign::startPaused,
                        foreign::destroy)
                .when("pulled out", "disk-gone", () -> disk.plugOut(host), () -> disk.plugInAgain(host))
                .when(
                        "replaced by another under the same name",
                        "disk-replaced",
                        () -> host.run("ln", "-sf", another.node(), disk.byId()).succeeds(),
                        () -> host.run("ln", "-sf", disk.node(), disk.byId()).succeeds())
                .when(
                        "not among those that the policy allows",
                        "disk-not-allowed",
                        () -> Policy.set(host, "[devices]\nallow = " + another.byId() + "\n"),
                        () -> Policy.remove(host))
                .tests();
    }

    /** As somebody defines it who does not know of us. */
    private static String withoutOurs(String xml) {
        return xml.replaceAll("(?s)<metadata>.*</metadata>", "").replaceAll("<alias name='ua-zoned[^>]*/>", "");
    }
}
