package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RepairCommandTest {
    @Test
    void whatIsToBeMendedMustBeSaid() {
        assertEquals("""
                error: Missing required argument (specify one of these): (--rebind | --modernize)
                'virt-zoned repair --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("repair", "test"));
    }

    @Test
    void aDomainThatIsNoCloneStays() {
        String nothing = "Nothing to do: domain 'test' is no clone, its zoned devices are its own.\n";

        assertEquals(nothing, CommandRun.print("repair", "test", "--rebind"));
        assertEquals(nothing, CommandRun.print("repair", "test", "--rebind", "--dry-run"));
        assertEquals("", CommandRun.print("repair", "test", "--rebind", "--print-diff"));
    }

    @Test
    void aDomainWithoutNamespacesOnTheCommandLineStays() {
        assertEquals(
                "Nothing to do: domain 'test' has no NVMe namespace on QEMU's command line.\n",
                CommandRun.print("repair", "test", "--modernize"));
    }

    @Test
    void oneThingIsMendedAtATime() {
        assertEquals("""
                error: --rebind, --modernize are mutually exclusive (specify only one)
                'virt-zoned repair --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("repair", "test", "--rebind", "--modernize"));
    }
}
