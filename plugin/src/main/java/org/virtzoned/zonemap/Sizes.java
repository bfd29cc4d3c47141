package org.virtzoned.zonemap;

import java.util.Locale;
import org.virtzoned.device.ByteSize;

/** Numbers of bytes as text, in powers of 1024. */
final class Sizes {
    private static final int LEGIBLE_LENGTH = 5;
    private static final int BRIEF_LENGTH = 4;
    private static final String UNITS = "BKMGTPE";

    private Sizes() {}

    /** Nothing lost, in the largest unit that divides it. */
    static String exact(long bytes) {
        return bytes == 0 ? "0" : new ByteSize(bytes).toString();
    }

    /** The same, in a unit that divides another size, too: sizes of which one is the other's multiple are in one unit. */
    static String exact(long bytes, long comparable) {
        int unit = Math.min(unit(bytes), unit(comparable));
        return bytes == 0 ? "0" : (bytes >> (10 * unit)) + UNITS.substring(unit, unit + 1);
    }

    /** The same where that is short, else three digits. */
    static String rounded(long bytes) {
        return rounded(bytes, LEGIBLE_LENGTH);
    }

    /** The same with three digits at most: of several that are compared with each other. */
    static String brief(long bytes) {
        return rounded(bytes, BRIEF_LENGTH);
    }

    /** The largest that divides it, of those that {@link ByteSize} has. */
    private static int unit(long bytes) {
        return Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.indexOf('T'));
    }

    private static String rounded(long bytes, int exactLength) {
        String exact = exact(bytes);
        if (exact.length() <= exactLength) {
            return exact;
        }
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / (double) (1L << (10 * unit));
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f%c", value, UNITS.charAt(unit));
    }

    /** Never "0%" of something, nor "100%" of what lacks something. */
    static String percent(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0%";
        }
        long percent = Math.round(100.0 * part / whole);
        if (percent == 0) {
            return "<1%";
        }
        return percent == 100 && part < whole ? ">99%" : percent + "%";
    }
}
