package org.virtzoned.it.nested;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.virtzoned.it.guest.GuestReport;

/** What the zones of every way of attaching go through. */
interface KeptZonesScenarios {
    @TestFactory
    @DisplayName("What keeps its zones when the guest reboots, is reset, is destroyed and started again")
    @Requires({"module scsi_debug", "module vhost_scsi", "module tcm_loop", "program tcmu-runner"})
    default Stream<DynamicTest> keptZones(NestedHost host) {
        List<AttachedWay> ways = AttachedWay.all(host);
        NestedGuest guest = AttachedWay.guest(host, "zoned.mark=yes zoned.loop=yes", ways);
        GuestReport first = guest.start().report();
        GuestReport rebooted = guest.reboot().report(2);
        GuestReport reset = guest.reset().report(3);
        GuestReport startedAgain = guest.destroy().start().report();

        return ways.stream()
                .flatMap(way -> Stream.of(
                        dynamicTest(
                                way + ": reboot", () -> LeftZones.in(first, way).assertKept(rebooted, 1)),
                        dynamicTest(
                                way + ": reset", () -> LeftZones.in(first, way).assertKept(reset, 2)),
                        dynamicTest(way + ": destroy and start", () -> {
                            if (way.outlivesQemu()) {
                                LeftZones.in(first, way).assertKept(startedAgain, 3);
                            } else {
                                LeftZones.in(first, way).assertLost(startedAgain);
                            }
                        })));
    }
}
