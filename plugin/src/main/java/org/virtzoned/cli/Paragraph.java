package org.virtzoned.cli;

import java.io.PrintWriter;

/** Text in lines that are no longer than the terminal is wide, broken between words. */
final class Paragraph {
    private Paragraph() {}

    /** A word that is longer than a line has one of its own. */
    static void print(PrintWriter out, String indentation, String text, int columns) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty()
                    && indentation.length() + TextWidth.of(line.toString()) + 1 + TextWidth.of(word) > columns) {
                out.println(indentation + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(indentation + line);
    }
}
