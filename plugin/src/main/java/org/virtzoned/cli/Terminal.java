package org.virtzoned.cli;

import java.util.Map;
import org.virtzoned.linux.StandardStream;

/**
 * Where a command's output goes, as far as its form depends on it.
 *
 * @param interactive whether it is a terminal: progress is shown on nothing else
 * @param columns how many characters a line has; {@link #UNLIMITED} in a file or a pipe
 * @param colour whether colours are shown
 * @param unicode whether characters beyond ASCII are shown
 */
record Terminal(boolean interactive, int columns, boolean colour, boolean unicode) {
    /** The width of what is no terminal: nothing is cut there. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int DEFAULT_COLUMNS = 80;

    /** A file or a pipe. */
    static final Terminal NONE = new Terminal(false, UNLIMITED, false, true);

    /** The text with question marks for the characters that are not shown. */
    String shown(String text) {
        return unicode ? text : text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** A standard stream of this process. */
    static Terminal of(StandardStream stream) {
        return of(stream, System.getenv(), isUnicode());
    }

    /** {@code NO_COLOR} as no-color.org has it, {@code COLUMNS} as POSIX, chapter 8. */
    private static Terminal of(StandardStream stream, Map<String, String> environment, boolean unicode) {
        if (!stream.isTerminal()) {
            return new Terminal(false, UNLIMITED, false, unicode);
        }
        String said = environment.getOrDefault("COLUMNS", "");
        int columns = said.matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(said)
                : stream.columns().orElse(DEFAULT_COLUMNS);
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(true, columns, colour, unicode);
    }

    /** The launcher says where the locale was C: it gives the JVM another, for file names. */
    private static boolean isUnicode() {
        return System.getProperty("virtzoned.locale", "").isEmpty()
                && System.getProperty("native.encoding", "").equalsIgnoreCase("UTF-8");
    }
}
