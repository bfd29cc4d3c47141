package org.virtzoned.it.nested;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A domain, and states of its host in which the hook refuses it: each a test, with what {@code virsh start} prints in it. */
final class Refusals {
    private final NestedHost host;
    private final NestedGuest guest;
    private final List<DynamicTest> tests = new ArrayList<>();

    Refusals(NestedHost host, NestedGuest guest) {
        this.host = host;
        this.guest = guest;
    }

    /**
     * Adds a state.
     *
     * @param golden the file with what is printed
     * @param bring brings the host into the state
     * @param undo brings it back
     */
    Refusals when(String state, String golden, Runnable bring, Runnable undo) {
        return when(state, golden, Map.of(), bring, undo);
    }

    /**
     * Adds a state.
     *
     * @param names what differs from run to run in what is printed, and the word that stands for it
     */
    Refusals when(String state, String golden, Map<String, String> names, Runnable bring, Runnable undo) {
        tests.add(dynamicTest(state, () -> {
            bring.run();
            try {
                GoldenRefusal.ofStart(host, guest.name()).assertLike(golden, names);
            } finally {
                undo.run();
            }
            HostState.assertNothingLeft(host);
        }));
        return this;
    }

    /** All of them, and last that the domain starts where nothing is in its way, and leaves nothing. */
    Stream<DynamicTest> tests() {
        tests.add(dynamicTest("nothing is in its way, and nothing is left", () -> {
            guest.startPaused().destroy();
            HostState.assertNothingLeft(host);
        }));
        return tests.stream();
    }
}
