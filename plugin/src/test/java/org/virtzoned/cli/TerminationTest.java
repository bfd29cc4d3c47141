package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.virtzoned.Progress;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

class TerminationTest {
    private final List<String> told = new ArrayList<>();
    private final List<Thread> hooks = new ArrayList<>();
    private final Termination termination = new Termination(hooks::add);

    @Test
    void aCommandThatChangesNothingEndsAtOnce() {
        termination.end();
        assertEquals(List.of(), hooks);
        assertFalse(termination.guardsChange());
    }

    @Test
    @Timeout(20)
    void aChangeThatBeginsWhileTheProgramEndsIsGivenUp() {
        Termination late = new Termination(hook -> {
            throw new IllegalStateException("Shutdown in progress");
        });
        Progress progress = late.guard(told::add);

        assertThrows(VirtZonedException.class, () -> progress.doing("making file /x"));
        assertEquals(List.of(), told);
    }

    @Test
    @Timeout(20)
    void aChangeIsGivenUpBeforeItsNextStepAndWaitedFor() throws InterruptedException {
        Progress progress = termination.guard(told::add);
        progress.doing("making file /x");
        Thread signal = hooks.get(0);
        signal.start();

        VirtZonedException refusal = assertThrows(VirtZonedException.class, () -> {
            while (true) {
                progress.doing("defining domain 'x'");
                Thread.sleep(10);
            }
        });
        assertEquals(ErrorCode.INTERRUPTED, refusal.code());
        assertEquals(
                "Interrupted before defining domain 'x': what was done until then is taken back.",
                refusal.getMessage());
        assertTrue(signal.isAlive());
        termination.end();
        signal.join();
        assertFalse(signal.isAlive());
        assertEquals("making file /x", told.get(0));
    }
}
