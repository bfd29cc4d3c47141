package org.virtzoned.xml;

/** Which characters a document can hold. */
public final class XmlText {
    private XmlText() {}

    /** Whether the text can stand in a document: others cannot, not even escaped (XML 1.0, section 2.2). */
    public static boolean isAllowed(String text) {
        return text.codePoints().allMatch(XmlText::isAllowed);
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
