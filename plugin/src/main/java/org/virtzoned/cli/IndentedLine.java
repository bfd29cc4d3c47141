package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Items on an indented line, and on further ones where it has no room: an item that fits on a line stays whole, a word
 * always does, for who copies it.
 */
record IndentedLine(PrintWriter out, Terminal terminal) {
    private static final String INDENTATION = " ".repeat(2);

    /** Of the lines after the first. */
    private static final String MORE = " ".repeat(4);

    void print(List<String> items, char separator) {
        StringBuilder line = new StringBuilder(INDENTATION);
        boolean empty = true;
        for (String part : parts(items, separator)) {
            if (!empty && TextWidth.of(line.toString()) + 1 + TextWidth.of(part) > terminal.columns()) {
                out.println(line);
                line = new StringBuilder(MORE);
                empty = true;
            }
            line.append(empty ? "" : " ").append(part);
            empty = false;
        }
        if (!empty) {
            out.println(line);
        }
    }

    /** What stays whole: the items with what parts them, or their words. */
    private List<String> parts(List<String> items, char separator) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String item = terminal.shown(items.get(i)) + (i < items.size() - 1 ? separator : "");
            if (MORE.length() + TextWidth.of(item) <= terminal.columns()) {
                parts.add(item);
            } else {
                parts.addAll(List.of(item.split(" ", -1)));
            }
        }
        return parts;
    }
}
