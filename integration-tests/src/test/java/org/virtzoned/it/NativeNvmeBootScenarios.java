package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** The same for a release whose libvirt has NVMe disks of its own. */
interface NativeNvmeBootScenarios extends NvmeBootScenarios {
    String NATIVE = "`<disk device='disk'>` on `nvme`, `<qemu:override>`";

    @Test
    default void aGuestHasANativeNamespaceUnasked(PrivateLibvirt libvirt) {
        NvmeBootScenarios.assertUsed(libvirt, "auto", NATIVE);
    }

    /** Serial number, namespace id, UUID, zones, limits: all that the guest's kernel says. */
    @Test
    default void aNamespaceInNativeFormIsTheSameToItsGuest(PrivateLibvirt libvirt) {
        Guest guest = new Guest(libvirt, "old")
                .create(
                        Guest.kernelCommandLine("zoned.loop=yes"),
                        "--nvme-zns",
                        libvirt.files().resolve("old.raw")
                                + ",size=128M,zone-size=4M,zone-capacity=3M,max-open=4,max-active=8,append-limit=128K"
                                + ",logical-block-size=4096,nsid=3,serial=ZNS1,rendering=commandline");
        GuestDisk before = guest.report().disk("ZNS1");
        libvirt.virsh("destroy", "old").succeeds();

        libvirt.virtZoned("repair", "old", "--native-nvme").succeeds();

        assertEquals(
                NATIVE,
                RenderedForm.in(
                        libvirt.virsh("dumpxml", "--inactive", "old").succeeds().out()));
        assertEquals(before, guest.start().report().disk("ZNS1"));
    }

    /** libvirt's own controllers, beside one of the user's that has no element and one that QEMU's command line has. */
    @Test
    default void nativeNamespacesAreInTheOrderOfTheRequests(PrivateLibvirt libvirt) {
        UserDomain.define(libvirt, "order", UserDomain.PC, document -> document.replace("machine='pc'", "machine='q35'")
                .replace("</devices>", """
                                <disk type='file' device='disk'>
                                  <driver name='qemu' type='raw'/>
                                  <source file='%s'/>
                                  <target dev='nvme0n1' bus='nvme'/>
                                  <serial>one</serial>
                                </disk>
                              </devices>
                            """.formatted(libvirt.file("own.raw", 64 << 20))));
        List<String> command = new ArrayList<>(List.of("attach", "order"));
        for (String name : List.of("one", "two", "three")) {
            command.addAll(List.of(
                    "--nvme-zns", libvirt.files().resolve(name + ".raw") + ",size=64M,zone-size=4M,name=" + name));
        }

        libvirt.virtZoned(command.toArray(String[]::new)).succeeds();

        GuestReport report = new Guest(libvirt, "order").start().report();
        List<String> serials = report.disks().stream()
                .sorted(Comparator.comparing(GuestDisk::node))
                .map(GuestDisk::serial)
                .toList();
        assertEquals(4, serials.size(), serials.toString());
        // The name of the first is the serial number of the user's own, so it has got another.
        assertEquals(List.of("one", serials.get(1), "two", "three"), serials);
    }
}
