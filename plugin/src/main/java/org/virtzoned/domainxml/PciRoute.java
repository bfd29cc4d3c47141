package org.virtzoned.domainxml;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a PCI device is reached from its root bus: slot and function of each port on the way, and at last its own. A guest
 * numbers buses as it likes, but these stay.
 *
 * @param functions each as the kernel writes it: {@code 10.0}, two hex digits and one of octal
 */
public record PciRoute(List<String> functions) {
    private static final Pattern FUNCTION = Pattern.compile("[0-9a-f]{2}\\.[0-7]");

    public PciRoute {
        functions = List.copyOf(functions);
        if (functions.isEmpty()
                || !functions.stream().allMatch(text -> FUNCTION.matcher(text).matches())) {
            throw new IllegalArgumentException("no PCI route: " + functions);
        }
    }

    @Override
    public String toString() {
        return String.join("/", functions);
    }
}
