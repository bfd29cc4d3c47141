package org.virtzoned.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a device, a shared NVMe controller or a shared target in its domain.
 *
 * <p>Aliases and QEMU ids are made of it, so it is short and of few characters: QEMU refuses node names of more than 31
 * characters, libvirt drops aliases with others than letters, digits, {@code _} and {@code -}.
 *
 * @param text {@code [A-Za-z0-9][A-Za-z0-9_-]*}, at most {@value #MAX_LENGTH} characters, none of the reserved ones
 */
public record DeviceName(String text) implements Comparable<DeviceName> {
    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 16;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Set<String> RESERVED_ENDINGS = Set.of("-ctl", "-port", "-ns");
    /** What several devices share, and what is left of a device. */
    private static final Pattern RESERVED = Pattern.compile("(virtio-scsi|pcie|pci-bridge|spare)(-[0-9]+)?");

    public DeviceName {
        if (!FORM.matcher(text).matches() || text.length() > MAX_LENGTH) {
            throw InvalidDeviceException.value(
                    "name", text, "1 to " + MAX_LENGTH + " letters, digits, '_' or '-', not beginning with '_' or '-'");
        }
        if (RESERVED.matcher(text).matches() || RESERVED_ENDINGS.stream().anyMatch(text::endsWith)) {
            throw InvalidDeviceException.value(
                    "name",
                    text,
                    "a name that is not virtio-scsi, pcie, pci-bridge or spare (with or without a number), and that"
                            + " does not end in -ctl, -port or -ns");
        }
    }

    /**
     * The name of a device that was given none: it follows from the way and the source alone, so that the same request
     * again is the same device.
     */
    static DeviceName derived(Way way, String source) {
        String file = source.substring(source.lastIndexOf('/') + 1);
        String stem = file.indexOf('.') < 0 ? file : file.substring(0, file.indexOf('.'));
        String readable = stem.replaceAll("[^A-Za-z0-9_-]", "").replaceAll("^[_-]+", "");
        String digest =
                HexFormat.of().formatHex(sha256(way.word() + '\n' + source)).substring(0, 6);
        String shortened = readable.substring(0, Math.min(readable.length(), MAX_LENGTH - 1 - digest.length()));
        return new DeviceName((shortened.isEmpty() ? "" : shortened + "-") + digest);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(DeviceName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
