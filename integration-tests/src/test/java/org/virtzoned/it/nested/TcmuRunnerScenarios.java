package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.guest.GuestReport;

/** tcmu-runner absent, hung or killed: guests with emulated ZBC disks are refused then, and others are not held up. */
interface TcmuRunnerScenarios {
    /** libvirt's other calls for the domain give up after 30 s. */
    Duration REFUSAL_LIMIT = Duration.ofSeconds(25);
    /** What the hook gives tcmu-runner to answer; nothing of it is waited for a second time. */
    Duration ANSWER_LIMIT = Duration.ofSeconds(8);
    /** For the kernel to give up the commands that a dead tcmu-runner had. */
    Duration GIVEN_UP_LIMIT = Duration.ofMinutes(2);

    @Test
    @DisplayName("tcmu-runner is not running: the start is refused and nothing is left; once it runs the guest starts")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void runnerAbsent(NestedHost host) {
        NestedGuest guest = zbcGuest(host);
        host.rig("tcmu-runner", "stop").succeeds();

        GoldenRefusal.ofStart(host, guest.name()).assertLike("tcmu-runner-absent");
        HostState.assertNothingLeft(host);

        host.rig("tcmu-runner").succeeds();
        guest.startPaused().destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName(
            "tcmu-runner hangs: the start is refused in time, a second one at once, another guest starts; nothing is"
                    + " left once it goes on")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void runnerHangs(NestedHost host) {
        NestedGuest guest = zbcGuest(host);
        NestedGuest other = NestedGuest.define(
                host, "other", "", "--vhost-scsi", HostManagedDisk.plugIn(host).request());

        send(host, "STOP");
        try {
            Instant begin = Instant.now();
            GoldenRefusal.ofStart(host, guest.name()).assertLike("tcmu-runner-hangs");
            Duration first = Duration.between(begin, Instant.now());
            assertTrue(first.compareTo(REFUSAL_LIMIT) < 0, () -> "refused in " + first);

            begin = Instant.now();
            GoldenRefusal.ofStart(host, guest.name()).assertLike("tcmu-runner-hangs-still");
            Duration second = Duration.between(begin, Instant.now());
            assertTrue(
                    second.compareTo(first.minus(ANSWER_LIMIT.dividedBy(2))) < 0,
                    () -> "refused in " + first + ", then in " + second);

            other.startPaused().destroy();
        } finally {
            send(host, "CONT");
        }
        guest.startPaused().destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName(
            "tcmu-runner killed under a guest that is then destroyed: once it runs again the guest starts, with its"
                    + " data and zones")
    @Requires({"module vhost_scsi", "module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void runnerKilledAndGuestDestroyed(NestedHost host) {
        NestedGuest guest = TwoZbcDisks.guest(host, "zoned.loop=yes");
        GuestReport first = guest.start().report();

        send(host, "KILL");
        guest.destroy();
        host.rig("tcmu-runner").succeeds();

        startOnceGivenUp(host, guest);
        TwoZbcDisks.assertKept(first, guest.report());
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    private static NestedGuest zbcGuest(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        return NestedGuest.define(host, "zbc", "", "--vhost-scsi", ZbcDisk.SMALL.request());
    }

    private static void startOnceGivenUp(NestedHost host, NestedGuest guest) {
        Instant end = Instant.now().plus(GIVEN_UP_LIMIT);
        CommandResult start = host.virsh("start", guest.name());
        while (start.status() != 0 && Instant.now().isBefore(end)) {
            start = host.virsh("start", guest.name());
        }
        start.succeeds();
    }

    private static void send(NestedHost host, String signal) {
        host.run("pkill", "--exact", "--signal", signal, "tcmu-runner").succeeds();
    }
}
