package org.virtzoned.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns of a terminal a text takes: East Asian characters take two, combining ones none (UAX #11). */
final class TextWidth {
    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.YI);

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text with blanks behind it up to a width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        boolean halfWidth = isIn(c, 0xFF61, 0xFFDC);
        boolean form = isIn(c, 0xFF01, 0xFF60) || isIn(c, 0xFFE0, 0xFFE6);
        boolean symbol = isIn(c, 0x3000, 0x303E) || isIn(c, 0x3200, 0x33FF);
        boolean emoji = isIn(c, 0x1F300, 0x1F64F) || isIn(c, 0x1F680, 0x1F6FF) || isIn(c, 0x1F900, 0x1F9FF);
        return form || symbol || emoji || (!halfWidth && WIDE.contains(UnicodeScript.of(c)));
    }

    private static boolean isIn(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
