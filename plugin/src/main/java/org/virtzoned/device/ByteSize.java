package org.virtzoned.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A positive number of bytes, written with a unit as QEMU writes it: {@code B}, {@code K}, {@code M}, {@code G},
 * {@code T}, in powers of 1024.
 *
 * <p>A bare number is refused: to virt-install it would mean GiB, to QEMU bytes or MiB.
 *
 * @param bytes 1 to 2^63-1
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern TEXT = Pattern.compile("([0-9]+)(?:(B)|([KMGT])(?:iB)?)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "BKMGT";

    public ByteSize {
        if (bytes <= 0) {
            throw InvalidDeviceException.value("size", bytes, "at least 1 byte");
        }
    }

    /** Reads {@code 64M}; throws {@link InvalidDeviceException} on a bare number, zero, or more than 2^63-1 bytes. */
    public static ByteSize parse(String text) {
        return parse("size", text);
    }

    /** The same, for a property of that name. */
    static ByteSize parse(String property, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw InvalidDeviceException.value(
                    property,
                    text,
                    "a size with a unit, such as 64M",
                    "A size is a whole number; the units are B, K, M, G, T (powers of 1024).");
        }
        String unit = Optional.ofNullable(matcher.group(3)).orElse(matcher.group(2));
        int shift = 10 * UNITS.indexOf(unit.toUpperCase(Locale.ROOT));
        long bytes;
        try {
            bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw InvalidDeviceException.value(property, text, "less than 8388608T (2^63 bytes)");
        }
        if (bytes == 0) {
            throw InvalidDeviceException.value(property, text, "at least 1 byte");
        }
        return new ByteSize(bytes);
    }

    public boolean isMultipleOf(long unit) {
        return bytes % unit == 0;
    }

    public boolean isPowerOfTwo() {
        return Long.bitCount(bytes) == 1;
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The size in the largest unit that divides it, so that {@link #parse} gives it back. */
    @Override
    public String toString() {
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length() - 1);
        return (bytes >> (10 * unit)) + UNITS.substring(unit, unit + 1);
    }
}
