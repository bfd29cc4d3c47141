package org.virtzoned.error;

import java.util.function.IntFunction;

/**
 * The one rule of what is printed of names and values that are not ours: nothing that ends a line, moves a terminal's
 * cursor, cannot be seen, or turns the direction of what follows.
 *
 * <p>The hook has the same rule: {@code virt_zoned_lio/printable.py}.
 */
public final class Printable {
    private Printable() {}

    /** Whether a character may be printed. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether all characters of a text may be printed. */
    public static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Printable::isPrintable);
    }

    /** The text with a question mark for each character that may not be printed. */
    public static String of(String text) {
        return replaced(text, c -> "?");
    }

    /** The text with those characters escaped as in Java and JSON: {@code \n}, <code>&#92;u001b</code>. */
    public static String escaped(String text) {
        return replaced(text, Printable::escape);
    }

    private static String replaced(String text, IntFunction<String> replacement) {
        if (isPrintable(text)) {
            return text;
        }
        StringBuilder printed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printed.append(isPrintable(c) ? Character.toString(c) : replacement.apply(c)));
        return printed.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder escaped = new StringBuilder();
                for (char unit : Character.toChars(codePoint)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
                yield escaped.toString();
            }
        };
    }
}
