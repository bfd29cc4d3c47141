package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;
import org.virtzoned.it.guest.GuestWrite;

/** A release's QEMU emulates a namespace with zones: its guest sees them, and can use them. */
interface NvmeBootScenarios {
    long MIB = 1L << 20;

    @Test
    default void aGuestHasANamespaceOfTheCommandLine(PrivateLibvirt libvirt) {
        assertUsed(libvirt, "commandline", "`<qemu:commandline>`");
    }

    /** Of a guest that boots with a namespace. */
    static void assertUsed(PrivateLibvirt libvirt, String rendering, String form) {
        Guest guest = new Guest(libvirt, "zns")
                .create(
                        Guest.kernelCommandLine("zoned.write=yes"),
                        "--nvme-zns",
                        libvirt.files().resolve("zns.raw")
                                + ",size=128M,zone-size=4M,zone-capacity=3M,max-open=4,serial=ZNS1,rendering="
                                + rendering);
        assertEquals(
                form,
                RenderedForm.in(
                        libvirt.virsh("dumpxml", "--inactive", "zns").succeeds().out()));

        GuestReport report = guest.report();
        GuestDisk disk = report.disk("ZNS1");
        GuestWrite write = report.write(disk);
        assertAll(
                report::toString,
                () -> assertEquals("nvme", disk.bus()),
                () -> assertEquals("host-managed", disk.zoned()),
                () -> assertEquals(32, disk.zones()),
                () -> assertEquals(4 * MIB, disk.zoneSizeBytes()),
                () -> assertEquals(3 * MIB, disk.zoneCapacityBytes()),
                () -> assertEquals(4, disk.maxOpen()),
                () -> assertEquals("ok", write.sequential()),
                () -> assertEquals("failed", write.offPointer()),
                () -> assertEquals("FULL", write.finishCondition()),
                () -> assertEquals("EMPTY", write.resetCondition()));
    }
}
