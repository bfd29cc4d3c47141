package org.virtzoned.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A zoned block device of the host.
 *
 * @param path its node; a stable name where the host could be asked
 * @param wwn its World Wide Name: {@code 0x} and 16 or 32 hex digits (SCSI, NAA), or an NVMe wwid
 * @param serial its unit serial number
 * @param address its SCSI address, which {@code scsi-generic} is found by
 */
public record HostDisk(SourcePath path, Optional<String> wwn, Optional<String> serial, Optional<ScsiAddress> address)
        implements VirtioScsiSource, VhostScsiSource {
    private static final Pattern WWN =
            Pattern.compile("0x[0-9a-fA-F]{16}([0-9a-fA-F]{16})?|[a-z0-9]+\\.[0-9A-Za-z.-]+");
    private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");

    private static final Pattern WWN_NAME = Pattern.compile("/dev/(?:.*/)?wwn-(0x[0-9a-f]{16}(?:[0-9a-f]{16})?)");

    public HostDisk {
        wwn = wwn.map(text -> text.startsWith("0x") ? text.toLowerCase(Locale.ROOT) : text);
        if (!path.isBelow("/dev")) {
            throw InvalidDeviceException.value("path", path, "a block device below /dev");
        }
        wwn.filter(text -> !WWN.matcher(text).matches()).ifPresent(text -> {
            throw InvalidDeviceException.value("wwn", text, "0x and 16 or 32 hex digits, or an NVMe wwid");
        });
        serial.filter(text -> !SERIAL.matcher(text).matches()).ifPresent(text -> {
            throw InvalidDeviceException.value("serial", text, "1 to 64 printable ASCII characters");
        });
    }

    /** The WWN that a disk's name by udev says, such as {@code /dev/disk/by-id/wwn-0x5000c500a1b2c3d4}. */
    public static Optional<String> wwnOf(String path) {
        Matcher matcher = WWN_NAME.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String description() {
        return path.text();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
