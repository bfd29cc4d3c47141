package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** The hook among what else goes on on a host. */
interface HookScenarios {
    String HOOK = "/etc/libvirt/hooks/qemu.d/virt-zoned";
    String PROGRAM = "/usr/local/sbin/virt-zoned-lio";

    @Test
    @DisplayName("A guest without zoned devices starts without a word, and none of the hook's modules is read for it")
    @Requires("program strace")
    default void foreignDomain(NestedHost host) {
        NestedGuest guest = NestedGuest.define(host, "foreign", "");

        CommandResult start = host.virsh("start", guest.name(), "--paused").succeeds();
        assertEquals("", start.err(), "on stderr");
        List<String> traced =
                List.of("strace", "-f", "-e", "trace=open,openat,execve", HOOK, guest.name(), "prepare", "begin", "-");
        CommandResult run = host.runWith(guest.xml(), traced).succeeds();
        assertAll(
                run.toString(),
                () -> assertEquals("", run.out(), "on stdout"),
                () -> assertFalse(run.err().contains("virt_zoned_lio"), "reads its modules"),
                () -> assertFalse(run.err().contains("rtslib"), "reads rtslib"));
        guest.destroy();
        HostState.assertNothingLeft(host);
    }
}
