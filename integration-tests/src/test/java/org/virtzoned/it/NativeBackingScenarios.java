package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;
import org.virtzoned.it.guest.GuestWrite;

/** Namespaces on block devices and qcow2 images, where libvirt has NVMe disks of its own. */
interface NativeBackingScenarios {
    long MIB = 1L << 20;
    String GEOMETRY = ",size=64M,zone-size=4M,zone-capacity=3M";

    @Test
    default void aGuestHasNamespacesOnABlockDeviceAndAnImage(PrivateLibvirt libvirt) {
        // Of no whole number of zones: QEMU drops the rest.
        try (LoopDevice device = LoopDevice.on(libvirt, libvirt.files().resolve("volume"), "66M")) {
            Guest guest = new Guest(libvirt, "backing")
                    .create(
                            Guest.kernelCommandLine("zoned.write=yes zoned.devices=2"),
                            "--nvme-zns",
                            device.node() + GEOMETRY + ",name=dev,serial=DEV,reuse=yes",
                            "--nvme-zns",
                            libvirt.files().resolve("z.qcow2") + GEOMETRY + ",name=img,serial=IMG");
            String xml =
                    libvirt.virsh("dumpxml", "--inactive", "backing").succeeds().out();
            assertTrue(xml.contains("<source dev='" + device.node() + "'/>"), xml);

            GuestReport report = guest.report();
            assertAll(report::toString, () -> assertNamespace(report, "DEV"), () -> assertNamespace(report, "IMG"));
            libvirt.virtZoned("check", "--domain", "backing").succeeds();

            libvirt.virsh("destroy", "backing");
            libvirt.virtZoned("detach", "backing", "dev", "img").succeeds();
            assertEquals(
                    "66M",
                    Long.parseLong(libvirt.run(List.of("blockdev", "--getsize64", device.node()))
                                            .succeeds()
                                            .out()
                                            .strip())
                                    / MIB
                            + "M");
        }
    }

    private static void assertNamespace(GuestReport report, String serial) {
        GuestDisk disk = report.disk(serial);
        GuestWrite write = report.write(disk);
        assertAll(
                () -> assertEquals("host-managed", disk.zoned()),
                () -> assertEquals(64 * MIB, disk.sizeBytes()),
                () -> assertEquals(16, disk.zones()),
                () -> assertEquals(3 * MIB, disk.zoneCapacityBytes()),
                () -> assertEquals("ok", write.sequential()),
                () -> assertEquals("failed", write.offPointer()),
                () -> assertEquals("FULL", write.finishCondition()),
                () -> assertEquals("EMPTY", write.resetCondition()));
    }

    @Test
    default void aBlockDeviceIsGuarded(PrivateLibvirt libvirt) {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();
        try (LoopDevice device = LoopDevice.on(libvirt, libvirt.files().resolve("volume"), "66M")) {
            String node = device.node();
            attach(libvirt, node + ",size=32M,zone-size=4M")
                    .refuses(
                            "Cannot use " + node
                                    + ": its size is 69206016 bytes, expected 33554432 (32M) and less than a"
                                    + " further zone.",
                            "Give its own size: size=64M; or choose another device.");
            attach(libvirt, node + GEOMETRY)
                    .refuses(
                            "Cannot take " + node
                                    + ": what it holds would be lost, and it is not recorded as this domain's.",
                            "If what it holds may go, add reuse=yes; or choose another device.");
            attach(libvirt, node + GEOMETRY + ",reuse=yes,rendering=commandline")
                    .refuses(
                            "Cannot give " + node + " to a guest of domain 'guest' by QEMU's command line: libvirt lets"
                                    + " guests open only the devices that it knows of.",
                            "Take rendering=native, on a controller that has no namespace of the command line.");
            assertEquals(before, domain.xml());

            attach(libvirt, node + GEOMETRY + ",reuse=yes").succeeds();
            UserDomain.define(libvirt, "neighbour", UserDomain.Q35);
            libvirt.virtZoned("attach", "neighbour", "--nvme-zns", node + GEOMETRY + ",reuse=yes")
                    .exits(1);
        }
    }

    private static CommandResult attach(PrivateLibvirt libvirt, String device) {
        return libvirt.virtZoned("attach", "guest", "--nvme-zns", device);
    }
}
