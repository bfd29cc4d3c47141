package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** The hook beside other runs of it for one domain, and beside another user of LIO. */
interface OtherRunsScenarios {
    /** Starts targetcli with nobody typing, and waits until it has its lock. */
    String IDLE_TARGETCLI = """
            lock=/run/targetcli.lock
            (sleep 600 | targetcli) > /dev/null 2>&1 &
            until [[ -e $lock ]] && ! flock --nonblock $lock true; do sleep 0.1; done
            """;

    /** As it renames the second file of a claim to its name. */
    List<String> KILLED_PREPARE =
            List.of("/project/integration-tests/rig/killed-hook", "rename", "2", HookScenarios.PROGRAM, "prepare");

    int KILLED = 128 + 9;

    @Test
    @DisplayName("A start while an interactive targetcli, which holds its lock, idles")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner", "program targetcli"})
    default void targetcliIdles(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        NestedGuest guest = NestedGuest.define(host, "idle", "", "--vhost-scsi", ZbcDisk.SMALL.request());
        host.run("bash", "-c", IDLE_TARGETCLI).succeeds();
        try {
            guest.startPaused().destroy();
            host.run("pgrep", "--full", "bin/targetcli").succeeds();
            HostState.assertNothingLeft(host);
        } finally {
            host.run("pkill", "--full", "^sleep 600$").succeeds();
        }
    }

    @Test
    @DisplayName("The program run by hand while libvirt runs the hook: the guest has all it needs, and keeps it")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default void byHandAtTheSameTime(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        NestedGuest guest = NestedGuest.define(
                host, "both", "zoned.write=yes zoned.loop=yes", "--vhost-scsi", ZbcDisk.SMALL.request());
        String script = """
                virsh -q -c qemu:///system dumpxml --inactive both > /run/both.xml
                virsh -q -c qemu:///system start both &
                for time in 1 2 3 4 5; do %s prepare < /run/both.xml || exit; done
                wait $!
                """;

        host.run("bash", "-c", script.formatted(HookScenarios.PROGRAM)).succeeds();
        GoldenRefusal.of(host.run("bash", "-c", HookScenarios.PROGRAM + " release < /run/both.xml"))
                .assertLike("released-while-it-runs", guest.processNames());

        ZbcDisk.SMALL.assertUsable(guest.report());
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("Prepared again before QEMU is there: the same objects stay, also where the second run is refused; for"
            + " another file or disk they are made anew")
    @Requires({
        "module scsi_debug",
        "module vhost_scsi",
        "module target_core_user",
        "program tcmu-runner",
        "program strace"
    })
    default void preparedAgain(NestedHost host) {
        ZbcDisk.SMALL.format(host);
        ZbcDisk.SECOND_SMALL.format(host);
        NestedGuest guest = NestedGuest.define(
                host,
                "again",
                "",
                "--vhost-scsi",
                ZbcDisk.SMALL.request(),
                "--vhost-scsi",
                HostManagedDisk.plugIn(host).request());
        program(host, "prepare", guest.xml()).succeeds();
        String made = identities(host);

        program(host, "prepare", guest.xml()).succeeds();
        assertEquals(made, identities(host), "after a second run");
        Policy.set(host, "[folders]\nallow = /srv\n");
        try {
            program(host, "prepare", guest.xml()).exits(1);
        } finally {
            Policy.remove(host);
        }
        assertEquals(made, identities(host), "after a run that was refused");

        String copy = "cp --sparse=always \"$1\" \"$1.copy\" && mv \"$1.copy\" \"$1\"";
        host.run("bash", "-c", copy, "-", ZbcDisk.SMALL.path()).succeeds();
        // Killed once it has claimed the copy: the backstore is still on the file before.
        host.runWith(guest.xml(), KILLED_PREPARE).exits(KILLED);
        assertEquals(made, identities(host), "after a run that was killed");
        program(host, "prepare", guest.xml()).succeeds();
        String onCopy = identities(host);
        assertNotEquals(made, onCopy, "with another file of that name");

        String other = guest.xml().replace(ZbcDisk.SMALL.path(), ZbcDisk.SECOND_SMALL.path());
        program(host, "prepare", other).succeeds();
        assertNotEquals(onCopy, identities(host), "with another disk");
        program(host, "release", other).succeeds();
        HostState.assertNothingLeft(host);
    }

    private static CommandResult program(NestedHost host, String operation, String xml) {
        return host.runWith(xml, List.of(HookScenarios.PROGRAM, operation));
    }

    /** Of the targets and the backstores of their LUNs: configfs gives the folder of each a number when it is made. */
    private static String identities(NestedHost host) {
        String script = """
                cd /sys/kernel/config/target/vhost
                stat --dereference --format=%i naa.*/tpgt_1/lun/lun_0 $(find naa.*/tpgt_1/lun/lun_0/ -maxdepth 1 -type l)
                """;
        return host.run("bash", "-c", script).succeeds().out();
    }
}
