package org.virtzoned.cli;

import java.util.Locale;
import org.virtzoned.device.ByteSize;

/** A size for people, as lsblk prints it: in the largest unit that it has one of, to a tenth. */
final class HumanSize {
    private static final String UNITS = "BKMGTPE";

    private HumanSize() {}

    static String of(ByteSize size) {
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(size.bytes())) / 10;
        long tenths = Math.round(size.bytes() / (double) (1L << (10 * unit)) * 10);
        if (tenths == 10240) {
            unit++;
            tenths = 10;
        }
        String number =
                tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
        return number + UNITS.charAt(unit);
    }
}
