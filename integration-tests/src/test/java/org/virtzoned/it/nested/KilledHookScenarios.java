package org.virtzoned.it.nested;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The hook killed before each system call that would change something: the next start works, and nothing is left after it. */
interface KilledHookScenarios {
    @TestFactory
    @DisplayName("Killed at every change")
    @Requires({"module tcm_loop", "module target_core_user", "program tcmu-runner", "program strace"})
    default Stream<DynamicContainer> everyChange(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        // Of all ways this one takes the most steps: backstore, target and LUN, and the wait for its disk.
        String xml = NestedGuest.define(host, "killed", "", "--virtio-scsi", ZbcDisk.SMALL.request())
                .xml();

        return Stream.of(
                        KilledHook.prepare(host, xml),
                        KilledHook.release(host, xml),
                        KilledHook.format(host, ZbcDisk.SMALL.at("/var/local/unmade.raw")))
                .map(KilledHook::atEveryChange);
    }

    @Test
    @DisplayName(
            "Killed while libvirt waits for it, at a start and at a stop: the guest starts again, and nothing is left")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner", "program strace"})
    default void byLibvirt(NestedHost host) {
        NestedGuest guest =
                NestedGuest.define(host, "killed", "", "--vhost-scsi", ZbcDisk.SMALL.request() + ",create=yes");

        // While it makes the file; while it makes the target; at its end.
        for (String place : List.of("renameat2 1", "symlink 1", "exit_group 1")) {
            host.rig("killed-hook", ("install " + place + " prepare").split(" "))
                    .succeeds();
            host.virsh("start", guest.name()).exits(1);
            guest.startPaused().destroy();
            HostState.assertNothingLeft(host);
        }
        for (String place : List.of("rmdir 1", "unlink 1", "exit_group 1")) {
            host.rig("killed-hook", ("install " + place + " release").split(" "))
                    .succeeds();
            guest.startPaused().destroy();
            guest.startPaused().destroy();
            HostState.assertNothingLeft(host);
        }
    }
}
