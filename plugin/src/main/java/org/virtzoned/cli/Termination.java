package org.virtzoned.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.virtzoned.Progress;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/**
 * Has a signal that ends the program (SIGINT, SIGTERM, SIGHUP) leave no change half made: one that is under way is given up
 * before its next step and taken back, or finished where no step is left, and what became of it is printed. Anything else
 * ends at once. The JVM runs its shutdown hooks at such a signal, and ends after them.
 */
final class Termination {
    /** For what is under way: libvirt may be waiting for a hook or a guest. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<Thread> shutdownHooks;
    private volatile boolean changes;
    private volatile boolean requested;

    /** @param shutdownHooks takes a thread that runs when the program is told to end, or ends by itself */
    Termination(Consumer<Thread> shutdownHooks) {
        this.shutdownHooks = shutdownHooks;
    }

    /**
     * A change begins.
     *
     * @param progress is told what is being done
     * @return the same, which gives the change up once the program is to end
     */
    Progress guard(Progress progress) {
        changes = true;
        try {
            shutdownHooks.accept(new Thread(this::request, "termination"));
        } catch (IllegalStateException e) {
            requested = true; // the JVM is ending already
        }
        return act -> {
            if (requested) {
                throw new VirtZonedException(
                        ErrorCode.INTERRUPTED,
                        "Interrupted before " + act + ": what was done until then is taken back.",
                        "Give the command again.");
            }
            progress.doing(act);
        };
    }

    /** Whether a change has begun. */
    boolean guardsChange() {
        return changes;
    }

    /** All that the command does is done, and printed. */
    void end() {
        ended.countDown();
    }

    /** Has the change given up, and waits until that is done and printed. */
    private void request() {
        requested = true;
        try {
            ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
