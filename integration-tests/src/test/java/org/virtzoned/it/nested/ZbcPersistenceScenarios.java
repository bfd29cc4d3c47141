package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;
import org.virtzoned.it.guest.GuestZone;

/** What a guest wrote to emulated ZBC disks is there, byte for byte and zone for zone, whatever happens to guest and host. */
interface ZbcPersistenceScenarios {
    int STARTS = 20;

    @Test
    @DisplayName(
            "20 times destroyed and started again: every byte of the disks is as it was, and the guest finds its zones")
    @Requires({"module vhost_scsi", "module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void startedAgain(NestedHost host) {
        NestedGuest guest = TwoZbcDisks.guest(host);
        GuestReport first = guest.start().report();
        guest.awaitEnd();
        // When it is opened again, the zone that was open is closed; from then on all of the file is the same.
        guest.startPaused().destroy();
        String before = contents(host);

        String confined = guest.xml();
        guest.unconfined();
        for (int start = 2; start < STARTS; start++) {
            guest.startPaused().destroy();
        }

        assertEquals(before, contents(host));
        guest.redefine(confined);
        GuestReport last = guest.start().report();
        TwoZbcDisks.assertKept(first, last);
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("tcmu-runner killed, and restarted, under a running guest: the guest goes on with its data and zones")
    @Requires({"module vhost_scsi", "module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void runnerRestarted(NestedHost host) {
        NestedGuest guest = TwoZbcDisks.guest(host, "zoned.loop=yes");
        GuestReport first = guest.start().report();

        host.rig("tcmu-runner").succeeds();
        GuestReport afterKill = guest.reset().report(2);
        host.rig("tcmu-runner", "restart").succeeds();
        GuestReport afterRestart = guest.reset().report(3);

        TwoZbcDisks.assertKept(first, afterKill, afterRestart);
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("The host rebooted: nothing has to be set up again, and the guest finds its data and zones")
    @Requires({"module vhost_scsi", "module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void hostRebooted(NestedHost host) {
        NestedGuest guest = TwoZbcDisks.guest(host);
        GuestReport first = guest.start().report();
        guest.awaitEnd();

        host.reboot();

        GuestReport later = guest.start().report();
        TwoZbcDisks.assertKept(first, later);
    }

    @Test
    @DisplayName(
            "The host's power cut while the guest writes: what the guest had flushed is there after the next start")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void powerCutWhileWriting(NestedHost host) {
        ZbcDisk disk = ZbcDisk.SMALL;
        disk.format(host);
        NestedGuest guest = NestedGuest.define(host, "writes", "zoned.flush=yes", "--vhost-scsi", disk.request());
        guest.start().report();
        long start = disk.firstSequentialSector512();
        awaitFlushed(guest, start + 50 * ZbcDisk.BLOCK_SECTORS512);

        host.cutPower();

        // Taken after the power was cut: the guest may have written on until then.
        long flushed = guest.flushedSectors512().orElseThrow();
        String expected = LongStream.iterate(
                        start, sector -> sector < flushed, sector -> sector + ZbcDisk.BLOCK_SECTORS512)
                .mapToObj(sector -> "sector " + sector + "\n")
                .collect(Collectors.joining());
        assertEquals(expected, disk.text(host, start, flushed));
        GuestReport later = guest.start().report();
        GuestZone zone = disk.seenIn(later).report().stream()
                .filter(reported -> reported.startSectors512() == start)
                .findFirst()
                .orElseThrow();
        assertTrue(zone.writePointerSectors512() >= flushed, () -> zone + ", flushed to sector " + flushed);
    }

    private static String contents(NestedHost host) {
        return host.run("sha256sum", ZbcDisk.SMALL.path(), ZbcDisk.SECOND_SMALL.path())
                .succeeds()
                .out();
    }

    private static void awaitFlushed(NestedGuest guest, long sector512) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        OptionalLong flushed = guest.flushedSectors512();
        while (flushed.isEmpty() || flushed.getAsLong() < sector512) {
            assertTrue(Instant.now().isBefore(end), "The guest writes and flushes");
            flushed = guest.flushedSectors512();
        }
    }
}
