package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Devices that a guest which runs does not get, and what {@code attach --live} prints then. */
interface RefusedHotPlugScenarios {
    @TestFactory
    @DisplayName("What is refused to a guest that runs: it, its record and its host are as before")
    @Requires({"module scsi_debug", "module vhost_scsi", "module btrfs", "program mkfs.btrfs", "program targetcli"})
    default Stream<DynamicTest> refused(NestedHost host) {
        List<HostManagedDisk> disks = HostManagedDisk.plugIn(host, 2);
        HostManagedDisk disk = disks.get(0);
        NestedGuest guest = NestedGuest.define(host, "live", "")
                .withFreePorts(1)
                .unconfined()
                .startPaused();
        NestedGuest other = NestedGuest.define(
                        host, "other", "", "--virtio-scsi", disks.get(1).request())
                .unconfined()
                .startPaused();
        String before = host.rig("left-overs").succeeds().out();
        RefusedPlug refused = new RefusedPlug(host, guest, before);

        return Stream.of(
                refused.when(
                        "a disk that is mounted",
                        "live-disk-mounted",
                        () -> DiskUse.mount(host, disk.node()),
                        () -> DiskUse.unmount(host),
                        "--virtio-scsi",
                        disk.node()),
                refused.when(
                        "a disk in a backstore that targetcli made",
                        "live-disk-in-foreign-backstore",
                        () -> Target.createPscsi(host, "foreign", disk.byId()),
                        () -> Target.deletePscsi(host, "foreign"),
                        "--vhost-scsi",
                        disk.node()),
                refused.always(
                        "a disk that another guest runs with",
                        "live-disk-of-another-domain",
                        "--vhost-scsi",
                        disks.get(1).node()),
                refused.always(
                        "an emulated NVMe namespace",
                        "live-namespace",
                        "--nvme-zns",
                        "z.raw,size=64M,zone-size=4M,name=zns0"),
                refused.when(
                        "a target that libvirt cannot plug in: all is taken back",
                        "live-not-plugged-in",
                        () -> host.run("mv", "/dev/vhost-scsi", "/dev/vhost-scsi.away")
                                .succeeds(),
                        () -> host.run("mv", "/dev/vhost-scsi.away", "/dev/vhost-scsi")
                                .succeeds(),
                        "--vhost-scsi",
                        disk.node() + ",name=smr0"),
                dynamicTest("what the guest has not got cannot be taken from it", () -> {
                    GoldenRefusal.of(host.virtZoned("detach", guest.name(), "--live", "smr0"))
                            .assertLike("live-nothing-to-detach");
                    guest.destroy();
                    other.destroy();
                    HostState.assertNothingLeft(host);
                }));
    }

    /**
     * Devices that a guest does not get.
     *
     * @param leftOvers what the host has for the guests that run
     */
    record RefusedPlug(NestedHost host, NestedGuest guest, String leftOvers) {
        DynamicTest always(String what, String golden, String option, String value) {
            return when(what, golden, () -> {}, () -> {}, option, value);
        }

        /**
         * A device that it does not get while its host is in some state.
         *
         * @param golden the file with what is printed
         */
        DynamicTest when(String what, String golden, Runnable bring, Runnable undo, String option, String value) {
            return dynamicTest(what, () -> {
                String before = withoutEmptyMetadata(guest.liveXml());
                bring.run();
                try {
                    GoldenRefusal.of(host.virtZoned("attach", guest.name(), "--live", "--config", option, value))
                            .assertLike(golden);
                } finally {
                    undo.run();
                }
                assertEquals(before, withoutEmptyMetadata(guest.liveXml()));
                assertFalse(guest.xml().contains("urn:virt-zoned"), "the definition is as before");
                assertEquals(leftOvers, host.rig("left-overs").succeeds().out());
            });
        }

        /** libvirt 9.0 leaves the element that a record was in. */
        private static String withoutEmptyMetadata(String xml) {
            return xml.replace("  <metadata/>\n", "");
        }
    }
}
