package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What AppArmor, which confines the nested host's guests, would keep from QEMU. */
interface ConfinementScenarios {
    String RULES = "/etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned";

    @Test
    @DisplayName("Without virt-zoned's AppArmor rules, what QEMU could not open is refused")
    @Requires("module scsi_debug")
    default void withoutRules(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        String file = NvmeZnsScenarios.FOLDER + "zns0.raw";
        host.run("mv", RULES, RULES + ".away").succeeds();
        try {
            assertRefused(
                    host, disk.node(), "--virtio-scsi", disk.node() + ",driver=scsi-generic,address=" + disk.address());
            assertRefused(host, file, "--nvme-zns", file + ",size=64M,zone-size=4M");
        } finally {
            host.run("mv", RULES + ".away", RULES).succeeds();
        }
        assertEquals("", host.virsh("list", "--all", "--name").succeeds().out().strip(), "domains");
        host.run("test", "!", "-e", file).succeeds();
    }

    private static void assertRefused(NestedHost host, String source, String... device) {
        NestedGuest.tryToCreate(host, "confined", "", device)
                .refuses(
                        "Cannot give " + source + " to a guest: AppArmor confines guests here, and " + RULES
                                + ", which would let QEMU use it, is not there.",
                        "Install it: virt-zoned hooks install");
    }
}
