package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;

/** What of the hook's is on the nested host. */
final class HostState {
    /** A guest that powered off by itself has its release run by libvirt afterwards. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private HostState() {}

    /**
     * Nothing is there of any guest: no LIO object, no claim, no file that is being made, no hook that still runs.
     *
     * @param kept the WWPNs of targets that the scenario made by itself
     */
    static void assertNothingLeft(NestedHost host, String... kept) {
        Instant end = Instant.now().plus(LIMIT);
        String left = leftOvers(host, kept);
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            left = leftOvers(host, kept);
        }
        assertEquals("", left, "left on the nested host");
    }

    private static String leftOvers(NestedHost host, String... kept) {
        return host.rig("left-overs", kept).succeeds().out();
    }
}
