package org.virtzoned.cli;

import org.virtzoned.error.Printable;

/**
 * A message as one line that does nothing to a terminal and can be read: names and values in it may be a stranger's.
 *
 * <p>What must not be printed is escaped; of a very long message the middle is left out.
 */
final class MessageLine {
    private static final int MAX_LENGTH = 2000;
    private static final int BEGINNING = 1200;
    private static final int END = 600;

    private MessageLine() {}

    static String of(String message) {
        // Escaped it may be six times as long.
        return shorten(Printable.escaped(shorten(message)));
    }

    /** The act and its object stand at the beginning, what was expected at the end. */
    private static String shorten(String message) {
        return message.length() <= MAX_LENGTH
                ? message
                : message.substring(0, BEGINNING) + " … " + message.substring(message.length() - END);
    }
}
