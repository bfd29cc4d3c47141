package org.virtzoned.guest;

import org.virtzoned.error.Printable;

/** Words that come from a guest, made fit to be shown: on one line, not long, and without characters that a terminal obeys. */
final class Words {
    private static final int MOST = 200;

    private Words() {}

    static String line(String words) {
        String line = Printable.of(words.strip().replaceAll("\\s*\\R\\s*", " "));
        String whole = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return whole.length() > MOST ? whole.substring(0, MOST) + "..." : whole;
    }
}
