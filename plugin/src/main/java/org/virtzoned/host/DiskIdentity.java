package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.SourcePath;

/**
 * What tells a disk from all others, as sysfs says it: its WWN and its serial number; of a disk that has neither, its
 * size and its zone size.
 */
public final class DiskIdentity {
    private static final Pattern SG_NAME = Pattern.compile("sg[0-9]+");
    private static final Pattern NAA = Pattern.compile("naa\\.([0-9a-fA-F]{16}(?:[0-9a-fA-F]{16})?)");

    /** The header of a page of Vital Product Data; the page's length is in its last two bytes (SPC-5, 7.7). */
    private static final int VPD_HEADER_BYTES = 4;

    private static final int SECTOR_BYTES = 512;

    private final Path sysfs;

    public DiskIdentity() {
        this(Path.of("/sys"));
    }

    DiskIdentity(Path sysfs) {
        this.sysfs = sysfs;
    }

    /** The disk with what sysfs says of it; what was said already stays. */
    public HostDisk identified(HostDisk disk) {
        Optional<Path> folder = folder(sysfs, disk.path());
        if (folder.isEmpty()) {
            return disk;
        }
        Path device = folder.get();
        HostDisk identified = disk.orElse(new HostDisk(disk.path(), wwn(device), serial(device), Optional.empty()));
        return identified.isAnonymous()
                ? identified.orElse(new HostDisk(
                        disk.path(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        bytes(device.resolve("size")),
                        bytes(device.resolve("queue/chunk_sectors")),
                        Optional.empty()))
                : identified;
    }

    /** Where sysfs has the disk of a node; empty where the node is not there, or is no disk. */
    static Optional<Path> folder(Path sysfs, SourcePath disk) {
        try {
            String name = Path.of(disk.text()).toRealPath().getFileName().toString();
            String kind = SG_NAME.matcher(name).matches() ? "scsi_generic" : "block";
            return Optional.of(sysfs.resolve("class").resolve(kind).resolve(name))
                    .filter(Files::isDirectory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of SCSI disks by their device, which has designators of other kinds, too; of NVMe namespaces by the disk itself. */
    private static Optional<String> wwn(Path disk) {
        return text(disk.resolve("device/wwid"))
                .map(NAA::matcher)
                .filter(Matcher::matches)
                .map(matcher -> "0x" + matcher.group(1))
                .or(() -> text(disk.resolve("wwid")))
                .filter(HostDisk::isWwn);
    }

    private static Optional<String> serial(Path disk) {
        return unitSerialNumberPage(disk.resolve("device/vpd_pg80"))
                .or(() -> text(disk.resolve("device/serial")))
                .filter(HostDisk::isSerial);
    }

    private static Optional<String> unitSerialNumberPage(Path file) {
        return content(file).filter(page -> page.length > VPD_HEADER_BYTES).map(page -> {
            int length = Byte.toUnsignedInt(page[2]) << 8 | Byte.toUnsignedInt(page[3]);
            return stripped(new String(
                    page,
                    VPD_HEADER_BYTES,
                    Math.min(length, page.length - VPD_HEADER_BYTES),
                    StandardCharsets.ISO_8859_1));
        });
    }

    /** A number of sectors, as bytes: sysfs counts in sectors of 512, whatever the disk's logical blocks are. */
    private static Optional<ByteSize> bytes(Path file) {
        return text(file)
                .map(Long::parseLong)
                .filter(sectors -> sectors > 0)
                .map(sectors -> new ByteSize(sectors * SECTOR_BYTES));
    }

    private static Optional<String> text(Path file) {
        return content(file)
                .map(bytes -> stripped(new String(bytes, StandardCharsets.ISO_8859_1)))
                .filter(text -> !text.isEmpty());
    }

    /** Fields are filled up with spaces, by some disks with NULs. */
    private static String stripped(String text) {
        return text.replace('\0', ' ').strip();
    }

    /** Empty also where it cannot be read: the kernel says so of what the disk does not have. */
    private static Optional<byte[]> content(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
