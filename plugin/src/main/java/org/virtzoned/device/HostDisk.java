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
 * @param size its size; said of a disk that has neither WWN nor serial number
 * @param zoneSize its zone size, likewise
 * @param maxTransfer the longest transfer that the host passes on to it, a multiple of 512 bytes of at least 4096; where
 *     it is known and the way needs it
 */
public record HostDisk(
        SourcePath path,
        Optional<String> wwn,
        Optional<String> serial,
        Optional<ScsiAddress> address,
        Optional<ByteSize> size,
        Optional<ByteSize> zoneSize,
        Optional<ByteSize> maxTransfer)
        implements VirtioScsiSource, VhostScsiSource {
    /** What a controller's {@code max_sectors} counts in, whatever a disk's logical blocks are. */
    public static final int SECTOR_BYTES = 512;

    private static final int MIN_TRANSFER_BYTES = 4096;

    private static final Pattern WWN =
            Pattern.compile("0x[0-9a-fA-F]{16}([0-9a-fA-F]{16})?|[a-z0-9]+\\.[0-9A-Za-z.-]+");
    private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");

    private static final Pattern WWN_NAME = Pattern.compile("/dev/(?:.*/)?wwn-(0x[0-9a-f]{16}(?:[0-9a-f]{16})?)");

    public HostDisk {
        wwn = wwn.map(text -> text.startsWith("0x") ? text.toLowerCase(Locale.ROOT) : text);
        if (!path.isBelow("/dev")) {
            throw InvalidDeviceException.value("path", path, "a block device below /dev");
        }
        wwn.filter(text -> !isWwn(text)).ifPresent(text -> {
            throw InvalidDeviceException.value("wwn", text, "0x and 16 or 32 hex digits, or an NVMe wwid");
        });
        serial.filter(text -> !isSerial(text)).ifPresent(text -> {
            throw InvalidDeviceException.value("serial", text, "1 to 64 printable ASCII characters");
        });
        maxTransfer
                .filter(length -> length.bytes() < MIN_TRANSFER_BYTES || length.bytes() % SECTOR_BYTES != 0)
                .ifPresent(length -> {
                    throw InvalidDeviceException.value(
                            "max-transfer", length, "a multiple of 512 bytes of at least 4K");
                });
    }

    /** A disk that is known by what tells it from all others, or of which nothing is known yet. */
    public HostDisk(SourcePath path, Optional<String> wwn, Optional<String> serial, Optional<ScsiAddress> address) {
        this(path, wwn, serial, address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether a WWN can be recorded. */
    public static boolean isWwn(String text) {
        return WWN.matcher(text).matches();
    }

    /** Whether a serial number can be recorded. */
    public static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches();
    }

    /** The WWN that a disk's name by udev says, such as {@code /dev/disk/by-id/wwn-0x5000c500a1b2c3d4}. */
    public static Optional<String> wwnOf(String path) {
        Matcher matcher = WWN_NAME.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The same disk by another name. */
    public HostDisk at(SourcePath name) {
        return new HostDisk(name, wwn, serial, address, size, zoneSize, maxTransfer);
    }

    /** The disk with what is known of another, where nothing was said. */
    public HostDisk orElse(HostDisk known) {
        return new HostDisk(
                path,
                wwn.or(known::wwn),
                serial.or(known::serial),
                address.or(known::address),
                size.or(known::size),
                zoneSize.or(known::zoneSize),
                maxTransfer.or(known::maxTransfer));
    }

    /** Whether nothing that is its alone is known of it: the kernel makes such disks of files, memory or other disks. */
    public boolean isAnonymous() {
        return wwn.isEmpty() && serial.isEmpty();
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
