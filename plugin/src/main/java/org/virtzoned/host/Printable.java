package org.virtzoned.host;

/** Text of others that is shown to people: a disk's firmware must not write to their terminals. */
final class Printable {
    private Printable() {}

    static boolean isPrintable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** The text with a question mark for each control character. */
    static String of(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", "?");
    }
}
