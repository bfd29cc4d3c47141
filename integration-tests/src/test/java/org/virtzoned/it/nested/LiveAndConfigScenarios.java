package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A disk that comes to a guest which runs, and to its definition. */
interface LiveAndConfigScenarios {
    @Test
    @DisplayName(
            "Plugged in and defined in one: there at the next start, too; unplugged by virsh: detach --live does the rest")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi"})
    default void liveAndConfig(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.define(host, "both", "zoned.loop=yes zoned.watch=yes")
                .withFreePorts(1)
                .unconfined()
                .start();
        guest.report();

        host.virtZoned("attach", "both", "--live", "--config", "--vhost-scsi", disk.node() + ",name=smr0")
                .succeeds();
        HostManagedDisk.GEOMETRY.assertSeen(guest.plugged(1).disk(disk.serial()), "the SMR disk");
        guest.destroy();
        HostState.assertNothingLeft(host);
        guest.startPaused();
        assertTrue(onHost(host).contains("smr0"), "at the next start");
        guest.destroy();

        guest.start();
        guest.report();
        host.runWith(
                        guest.liveXml().replaceAll("(?s).*(<hostdev .*</hostdev>).*", "$1"),
                        List.of("virsh", "-q", "-c", "qemu:///system", "detach-device", "both", "/dev/stdin", "--live"))
                .succeeds();
        guest.awaitUnplugged(1);
        assertTrue(host.virtZoned("check", "--domain", "both")
                .exits(1)
                .out()
                .contains("the running guest records it and does not have it, or only in part"));
        host.virtZoned("detach", "both", "--live", "--config", "smr0").succeeds();
        HostState.assertNothingLeft(host);
        assertFalse(guest.xml().contains("urn:virt-zoned"));
    }

    private static String onHost(NestedHost host) {
        return host.run("/usr/local/sbin/virt-zoned-lio", "show").succeeds().out();
    }
}
