package org.virtzoned.device;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.virtzoned.error.Printable;
import org.virtzoned.xml.XmlText;

/**
 * The path of a file or a device node on the host: absolute, without {@code .} and {@code ..} steps or control
 * characters.
 *
 * <p>Kept as text, not as {@link java.nio.file.Path}: the host may be another one, with another character set.
 */
public record SourcePath(String text) {
    /** Linux' PATH_MAX less its NUL, in bytes. */
    private static final int MAX_LENGTH = 4095;

    /** What a decoder puts in the place of bytes that are no character: another file would be meant. */
    private static final char REPLACEMENT = '\uFFFD';

    public SourcePath {
        if (!text.startsWith("/") || text.endsWith("/") || text.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw InvalidDeviceException.value("path", text, "an absolute path of a file or device node");
        }
        if (text.chars().anyMatch(Character::isISOControl) || !XmlText.isAllowed(text)) {
            throw InvalidDeviceException.value("path", Printable.of(text), "a path without control characters");
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw InvalidDeviceException.value(
                    "path",
                    text,
                    "a path that can be read",
                    "Its characters were lost on the way here: is the locale one of UTF-8?");
        }
        for (String step : text.substring(1).split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                throw InvalidDeviceException.value("path", text, "a path without '.', '..' and empty steps");
            }
        }
    }

    /**
     * An absolute path without {@code .}, {@code ..} and empty steps. {@code ..} removes the step before it: symbolic links
     * are not looked at.
     *
     * @param path begins with a slash
     */
    public static String normalize(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/", -1)) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return "/" + String.join("/", steps);
    }

    /** Whether a path can only be that of a folder, by its end. */
    static boolean namesFolder(String path) {
        return path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..") || path.isEmpty();
    }

    /**
     * Whether it is a device node of the host, by its place alone: below {@code /dev}, but not in a file system of memory
     * there ({@code /dev/shm}, {@code /dev/hugepages}), which holds files.
     */
    public boolean isDevice() {
        return isBelow("/dev") && !isBelow("/dev/shm") && !isBelow("/dev/hugepages");
    }

    public boolean isBelow(String folder) {
        return text.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    @Override
    public String toString() {
        return text;
    }
}
