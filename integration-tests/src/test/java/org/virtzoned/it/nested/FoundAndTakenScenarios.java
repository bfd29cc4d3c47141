package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What somebody does who has read the README, and nothing else. */
interface FoundAndTakenScenarios {
    @Test
    @DisplayName("An SMR disk is found, given to a guest that runs, verified, looked at, and taken away again")
    @Requires({"module scsi_debug"})
    default void foundAndTaken(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.define(host, "smr1", "zoned.loop=yes")
                .withFreePorts(1)
                .withAgent()
                .unconfined()
                .start();
        guest.report();
        guest.awaitAgent();

        String free = devices(host);
        assertTrue(free.contains(disk.node() + " "), free);
        assertTrue(free.contains(disk.byId()), free);
        assertFalse(free.contains("domain 'smr1'"), free);
        host.virtZoned("attach", "smr1", "--live", "--virtio-scsi", disk.byId() + ",name=smr0")
                .succeeds();
        assertEquals(
                "Verifying device 'smr0' (virtio-scsi), /dev/sda in the guest : PASS\n",
                host.virtZoned("verify", "smr1").succeeds().out());
        assertEquals(
                host.virtZoned("zones", disk.byId(), "--table").succeeds().out(),
                host.virtZoned("zones", "smr1/smr0", "--table").succeeds().out());
        String used = devices(host);
        assertTrue(used.contains("domain 'smr1'"), used);

        host.virtZoned("detach", "smr1", "--live", "smr0").succeeds();
        assertEquals(free, devices(host));
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    private static String devices(NestedHost host) {
        return host.virtZoned("devices").succeeds().out();
    }
}
