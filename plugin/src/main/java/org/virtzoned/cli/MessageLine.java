package org.virtzoned.cli;

/**
 * A message as one line that does nothing to a terminal and can be read: names and values in it may be a stranger's.
 *
 * <p>What is no character to be seen is escaped as Java and JSON do, {@code \n} or <code>&#92;u001b</code>; of a very long
 * one the middle is left out.
 */
final class MessageLine {
    private static final int MAX_LENGTH = 2000;
    private static final int BEGINNING = 1200;
    private static final int END = 600;

    private MessageLine() {}

    static String of(String message) {
        // Escaped it may be six times as long.
        return shorten(escape(shorten(message)));
    }

    /** The act and its object stand at the beginning, what was expected at the end. */
    private static String shorten(String message) {
        return message.length() <= MAX_LENGTH
                ? message
                : message.substring(0, BEGINNING) + " … " + message.substring(message.length() - END);
    }

    private static String escape(String message) {
        StringBuilder line = new StringBuilder(message.length());
        message.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (isVisible(c)) {
                        line.appendCodePoint(c);
                    } else {
                        for (char unit : Character.toChars(c)) {
                            line.append("\\u%04x".formatted((int) unit));
                        }
                    }
                }
            }
        });
        return line.toString();
    }

    /** Format characters, too, are refused: some turn the direction of what follows. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
