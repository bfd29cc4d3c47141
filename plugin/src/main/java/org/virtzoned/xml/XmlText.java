package org.virtzoned.xml;

/** Which characters a document can hold. */
public final class XmlText {
    private XmlText() {}

    /** Whether the text can stand in a document: others cannot, not even escaped (XML 1.0, section 2.2). */
    public static boolean isAllowed(String text) {
        return text.codePoints().allMatch(XmlText::isAllowed);
    }

    /** The text without white space at its ends, as XML has it (section 2.3): others are part of names. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether a text is of white space alone, as XML has it. */
    public static boolean isBlank(String text) {
        return strip(text).isEmpty();
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
