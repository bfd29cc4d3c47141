package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;
import org.virtzoned.Progress;

/**
 * A line on a terminal that says what is being done and since when. It comes with the second second, and goes when this is
 * closed; elsewhere nothing is shown.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    /** To the line's beginning, and what stands there away: ECMA-48, CR and EL. */
    private static final String CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final PrintWriter err;
    private Timer clock;
    private String what = "";
    private String done = "";
    private long seconds;
    private boolean shown;

    ProgressLine(Terminal terminal, PrintWriter err) {
        this.terminal = terminal;
        this.err = err;
    }

    @Override
    public synchronized void doing(String act) {
        what = act;
        done = "";
        seconds = 0;
        if (terminal.interactive() && clock == null) {
            clock = new Timer("progress", true);
            clock.scheduleAtFixedRate(
                    new TimerTask() {
                        @Override
                        public void run() {
                            tick();
                        }
                    },
                    LOOK_MILLIS,
                    LOOK_MILLIS);
        }
    }

    /**
     * How far it is.
     *
     * @param part such as {@code 8192 of 55880}
     */
    synchronized void reach(String part) {
        done = ", " + part;
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (clock != null) {
            clock.cancel();
        }
        synchronized (this) {
            if (shown) {
                err.print(CLEAR);
                err.flush();
                shown = false;
            }
            what = "";
        }
    }

    /** Shows a second more. */
    synchronized void tick() {
        seconds++;
        if (what.isEmpty()) {
            return;
        }
        String since = " (" + seconds + " s)";
        String dots = terminal.unicode() ? "\u2026" : "...";
        // The last column stays free: a terminal may begin a new line after it.
        int room = Math.max(0, terminal.columns() - since.length() - dots.length() - 1);
        String sentence = Character.toUpperCase(what.charAt(0)) + what.substring(1) + done;
        err.print(CLEAR + sentence.substring(0, Math.min(room, sentence.length())) + dots + since);
        err.flush();
        shown = true;
    }
}
