package org.virtzoned.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Devices that nobody has for themselves; those that somebody has take a host with disks: {@code DevicesScenarios}. */
class ExclusiveOpeningTest {
    @Test
    void whatNobodyHasIsNotRefused() {
        for (String node : new String[] {"/dev/null", "/dev/zero", "/dev/nobody-has-it"}) {
            assertFalse(ExclusiveOpening.isRefused(Path.of(node)), node);
        }
    }
}
