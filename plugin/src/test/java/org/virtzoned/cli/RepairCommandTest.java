package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RepairCommandTest {
    @Test
    void aHealthyDomainStays() {
        String nothing = "Nothing to do: domain 'test' has no zoned device that needs repair.\n";

        assertEquals(nothing, CommandRun.print("repair", "test"));
        assertEquals(nothing, CommandRun.print("repair", "test", "--dry-run"));
        assertEquals(nothing, CommandRun.print("repair", "test", "--remove-orphans"));
        assertEquals("", CommandRun.print("repair", "test", "--print-diff"));
    }

    @Test
    void aDomainThatIsNoCloneStays() {
        String nothing = "Nothing to do: domain 'test' is not a clone, its zoned devices are its own.\n";

        assertEquals(nothing, CommandRun.print("repair", "test", "--rebind"));
        assertEquals(nothing, CommandRun.print("repair", "test", "--rebind", "--dry-run"));
        assertEquals("", CommandRun.print("repair", "test", "--rebind", "--print-diff"));
    }

    @Test
    void aDomainWithoutNamespacesOnTheCommandLineStays() {
        assertEquals(
                "Nothing to do: domain 'test' has no NVMe namespace on QEMU's command line.\n",
                CommandRun.print("repair", "test", "--native-nvme"));
    }

    @Test
    void oneThingIsRepairedAtATime() {
        assertEquals("""
                error: --rebind, --native-nvme are mutually exclusive (specify only one)
                'virt-zoned repair --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("repair", "test", "--rebind", "--native-nvme"));
    }
}
