package org.virtzoned.domainxml;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A version of QEMU or libvirt. */
public record Version(int major, int minor, int micro) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?");
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::micro);

    public static Version of(int major, int minor) {
        return new Version(major, minor, 0);
    }

    /** Reads {@code 7.2} or {@code 7.2.15}. */
    public static Version parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new VirtZonedException(
                    ErrorCode.USAGE, "Cannot read version '" + text + "': expected one such as 7.2 or 7.2.15.", null);
        }
        String micro = matcher.group(3);
        return new Version(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                micro == null ? 0 : Integer.parseInt(micro));
    }

    /** Takes libvirt's form: 1,000,000 × major + 1,000 × minor + release (virConnectGetVersion). */
    public static Version ofLibvirt(long number) {
        return new Version((int) (number / 1_000_000), (int) (number / 1_000 % 1_000), (int) (number % 1_000));
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + (micro == 0 ? "" : "." + micro);
    }
}
