package org.virtzoned.guest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The release of a guest's kernel, as {@code uname -r} prints it, and what it is too old or too new for. */
record KernelRelease(String text) {
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?![0-9]).*", Pattern.DOTALL);

    /** Whether it is known to be older than a version. */
    boolean isBefore(int major, int minor) {
        return compare(major, minor) < 0;
    }

    /** Whether it is known to be a version, or newer. */
    boolean isFrom(int major, int minor) {
        Matcher version = VERSION.matcher(text);
        return version.matches() && compare(major, minor) >= 0;
    }

    private int compare(int major, int minor) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            return 0;
        }
        int byMajor = Integer.compare(Integer.parseInt(version.group(1)), major);
        return byMajor != 0 ? byMajor : Integer.compare(Integer.parseInt(version.group(2)), minor);
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "of an unknown release" : text;
    }
}
