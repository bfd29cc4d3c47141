package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        NestedGuest guest = TwoZbcDisks.guest(host, "zoned.loop=yes");
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

        TwoZbcDisks.assertKept(first, restarted, upgraded);
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    private static String qemu(NestedHost host) {
        return host.run("pgrep", "--full", "^/usr/bin/qemu-system-x86_64 -name guest=zbc,")
                .succeeds()
                .out();
    }
}
