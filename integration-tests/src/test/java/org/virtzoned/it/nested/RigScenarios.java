package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** What the other scenarios rest on. */
interface RigScenarios {
    @Test
    @DisplayName("A nested host that loses its power has what was flushed, and not what was not; libvirt is up again")
    default void powerCut(NestedHost host) {
        String script = """
                cd /var/local
                dd if=/dev/zero of=flushed bs=4096 count=1 conv=fsync 2> /dev/null
                sync
                echo lost > not-flushed
                """;
        host.run("bash", "-c", script).succeeds();

        host.cutPower();

        CommandResult files = host.run("find", "/var/local", "-type", "f", "-size", "+0", "-printf", "%f %s\n");
        assertEquals("flushed 4096\n", files.succeeds().out());
        assertEquals("", host.virsh("list", "--all", "--name").succeeds().out().strip(), "domains");
    }

    @Test
    @DisplayName("A nested host that is rebooted has all that was written")
    default void reboot(NestedHost host) {
        host.run("bash", "-c", "echo kept > /var/local/kept").succeeds();

        host.reboot();

        assertEquals("kept\n", host.run("cat", "/var/local/kept").succeeds().out());
    }
}
