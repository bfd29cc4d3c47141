package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;

/** libvirtd that begins anew under a running guest runs its hook for it, whose failure would have the guest killed. */
interface ReconnectScenarios {
    @Test
    @DisplayName(
            "libvirtd restarted, the hook installed anew, libvirtd killed and started: the same QEMU goes on, and its"
                    + " stop leaves nothing")
    @Requires({"module vhost_scsi", "module target_core_user", "module tcm_loop", "program tcmu-runner"})
    default void libvirtdBeginsAnew(NestedHost host) {
        List<AttachedWay> ways = List.of(AttachedWay.vhostZbc(), AttachedWay.loopbackZbc());
        ZbcDisk.SMALL.format(host);
        ZbcDisk.SECOND_SMALL.format(host);
        NestedGuest guest = NestedGuest.define(
                host, "runs", "zoned.mark=yes zoned.loop=yes zoned.devices=2", AttachedWay.options(ways));
        GuestReport first = guest.start().report();
        String qemu = qemu(host);
        String targets = host.rig("left-overs").succeeds().out();

        host.rig("libvirtd").succeeds();
        assertEquals(qemu, qemu(host), "QEMU's process after the restart");
        GuestReport restarted = guest.reset().report(2);

        host.run("/project/bin/virt-zoned", "hooks", "install").succeeds();
        host.rig("libvirtd", "killed").succeeds();
        assertEquals(qemu, qemu(host), "QEMU's process after the kill");
        assertTrue(guest.isRunning(), "libvirtd knows that the guest runs");
        assertEquals(targets, host.rig("left-overs").succeeds().out());
        GuestReport upgraded = guest.reset().report(3);

        for (AttachedWay way : ways) {
            LeftZones left = LeftZones.in(first, way);
            left.assertKept(restarted, 1);
            left.assertKept(upgraded, 2);
        }
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    private static String qemu(NestedHost host) {
        return host.run("pgrep", "--full", "^/usr/bin/qemu-system-x86_64 -name guest=runs,")
                .succeeds()
                .out();
    }
}
