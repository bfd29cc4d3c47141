package org.virtzoned.guest;

/** Words that come from a guest, made fit to be shown: on one line, not long, and without characters that a terminal obeys. */
final class Words {
    private static final int MOST = 200;

    private Words() {}

    static String line(String words) {
        String line = words.strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "?");
        String whole = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return whole.length() > MOST ? whole.substring(0, MOST) + "..." : whole;
    }
}
