package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;

/** The same for a release whose libvirt has NVMe disks of its own. */
interface NativeNvmeBootScenarios extends NvmeBootScenarios {
    String NATIVE = "`<disk device='disk'>` on `nvme`, `<qemu:override>`";

    @Test
    default void aGuestHasANativeNamespaceUnasked(PrivateLibvirt libvirt) {
        NvmeBootScenarios.assertUsed(libvirt, "auto", NATIVE);
    }

    /** Serial number, namespace id, UUID, zones, limits: all that the guest's kernel says. */
    @Test
    default void aModernizedNamespaceIsTheSameToItsGuest(PrivateLibvirt libvirt) {
        Guest guest = new Guest(libvirt, "old")
                .create(
                        Guest.kernelCommandLine("zoned.loop=yes"),
                        "--nvme-zns",
                        libvirt.files().resolve("old.raw")
                                + ",size=128M,zone-size=4M,zone-capacity=3M,max-open=4,max-active=8,append-limit=128K"
                                + ",logical-block-size=4096,nsid=3,serial=ZNS1,rendering=commandline");
        GuestDisk before = guest.report().disk("ZNS1");
        libvirt.virsh("destroy", "old").succeeds();

        libvirt.virtZoned("repair", "old", "--modernize").succeeds();

        assertEquals(
                NATIVE,
                RenderedForm.in(
                        libvirt.virsh("dumpxml", "--inactive", "old").succeeds().out()));
        assertEquals(before, guest.start().report().disk("ZNS1"));
    }
}
