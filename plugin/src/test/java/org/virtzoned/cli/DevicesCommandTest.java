package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What {@code devices} prints of the host of libvirt's test driver, whose devices it makes up. */
class DevicesCommandTest {
    private static final String NOTICE =
            "warning: Of the host of 'test:///default' libvirt tells the SCSI addresses, the SG nodes and the running"
                    + " domains of host-managed SCSI disks only, not block nodes, names, zones, sizes and other uses; and"
                    + " nothing of other zoned devices.\n";

    @Test
    void anotherHostWithoutAny() {
        assertEquals(
                new CommandRun(
                        0, "No host-managed SCSI disk is among the node devices of 'test:///default'.\n", NOTICE),
                CommandRun.of("devices"));
    }

    @Test
    void anotherHostWithoutAnyAsJson() {
        assertEquals(new CommandRun(0, "[ ]\n", NOTICE), CommandRun.of("devices", "-o", "json"));
    }

    /** A libvirt that is asked for is no matter of a warning. */
    @Test
    void aLibvirtThatCannotBeReachedIsRefused() {
        CommandRun run = CommandRun.of("devices", "--connect", "nosuch:///system");

        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("error: Cannot connect to libvirt at 'nosuch:///system': "), run.err());
    }
}
