package org.virtzoned.device;

/**
 * The path of a file or a device node on the host: absolute, without {@code .} and {@code ..} steps or control
 * characters.
 *
 * <p>Kept as text, not as {@link java.nio.file.Path}: the host may be another one, with another character set.
 */
public record SourcePath(String text) {
    /** Linux' PATH_MAX less its NUL. */
    private static final int MAX_LENGTH = 4095;

    public SourcePath {
        if (!text.startsWith("/") || text.endsWith("/") || text.length() > MAX_LENGTH) {
            throw InvalidDeviceException.value("path", text, "an absolute path of a file or device node");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || !isXmlCharacter(c))) {
            throw InvalidDeviceException.value(
                    "path", text.replaceAll("\\p{Cntrl}", "?"), "a path without control characters");
        }
        for (String step : text.substring(1).split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                throw InvalidDeviceException.value("path", text, "a path without '.', '..' and empty steps");
            }
        }
    }

    /** XML 1.0, section 2.2: other characters cannot stand in a document, not even escaped. */
    private static boolean isXmlCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    public boolean isBelow(String folder) {
        return text.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    @Override
    public String toString() {
        return text;
    }
}
