package org.virtzoned.cli;

import java.io.PrintWriter;
import org.virtzoned.zone.ReadProgress;

/** Says on a terminal how much of a report was read, once that takes longer than a second. */
final class ReadingProgress implements ReadProgress, AutoCloseable {
    private static final long SILENT_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean shown;
    private final long silentNanos;
    private final long begin = System.nanoTime();
    private int length;

    /**
     * Progress of what begins now.
     *
     * @param shown whether somebody looks at {@code out}
     */
    ReadingProgress(PrintWriter out, boolean shown) {
        this(out, shown, SILENT_NANOS);
    }

    ReadingProgress(PrintWriter out, boolean shown, long silentNanos) {
        this.out = out;
        this.shown = shown;
        this.silentNanos = silentNanos;
    }

    @Override
    public void read(int zones, int total) {
        if (shown && System.nanoTime() - begin > silentNanos) {
            String text = "Read: " + zones + " of " + total + " zones";
            out.print("\r" + text);
            out.flush();
            length = text.length();
        }
    }

    /** Leaves the line as it was. */
    @Override
    public void close() {
        if (length > 0) {
            out.print("\r" + " ".repeat(length) + "\r");
            out.flush();
        }
    }
}
