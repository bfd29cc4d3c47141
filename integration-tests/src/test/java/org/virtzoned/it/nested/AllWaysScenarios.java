package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Every way of attaching in one guest. */
interface AllWaysScenarios {
    @Test
    @DisplayName("All ways in one guest")
    @Requires({"module scsi_debug", "module vhost_scsi", "module tcm_loop", "program tcmu-runner"})
    default void together(NestedHost host) {
        List<AttachedWay> ways = AttachedWay.all(host);
        NestedGuest guest = AttachedWay.guest(host, "zoned.write=yes", ways).start();
        GuestReport report = guest.report();

        assertAll(ways.stream().map(way -> () -> {
            GuestDisk seen = way.seenIn(report);
            way.geometry().assertSeen(seen, way.name());
            if (seen.bus().equals("scsi")) {
                ZoneRules.assertObeyedByScsi(report.write(seen), way.name());
            } else {
                ZoneRules.assertObeyed(report.write(seen), way.name());
            }
        }));
        assertEquals(ways.size(), report.disks().size(), "disks");
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }
}
