package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        Attributes device = new Attributes(folder.get());
        HostDisk identified = disk.orElse(new HostDisk(disk.path(), wwn(device), serial(device), Optional.empty()));
        return identified.isAnonymous()
                ? identified.orElse(new HostDisk(
                        disk.path(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        device.sectors("size"),
                        device.sectors("queue/chunk_sectors"),
                        Optional.empty()))
                : identified;
    }

    /**
     * The text of an attribute of a disk.
     *
     * @param name below the disk's folder in sysfs, such as {@code queue/zoned}; of a SCSI generic node, below its disk's
     * @return empty where the disk is not there, or has no such attribute
     */
    public Optional<String> attribute(HostDisk disk, String name) {
        return folder(sysfs, disk.path()).map(Attributes::new).flatMap(device -> device.entries("device/block").stream()
                .findFirst()
                .map(block -> device.below("device/block/" + block))
                .orElse(device)
                .text(name));
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

    /**
     * The WWN of the disk of a folder in sysfs. Of SCSI disks by their device, which has designators of other kinds, too;
     * of NVMe namespaces by the disk itself. The hook reads it in the same way: {@code virt_zoned_lio/disks.py}.
     */
    static Optional<String> wwn(Attributes disk) {
        return disk.text("device/wwid")
                .map(NAA::matcher)
                .filter(Matcher::matches)
                .map(matcher -> "0x" + matcher.group(1).toLowerCase(Locale.ROOT))
                .or(() -> disk.text("wwid"))
                .filter(HostDisk::isWwn);
    }

    /** The serial number of the disk of a folder in sysfs: its page of it, its NVMe controller's, or virtio's own. */
    static Optional<String> serial(Attributes disk) {
        return unitSerialNumberPage(disk)
                .or(() -> disk.text("device/serial"))
                .or(() -> disk.text("serial"))
                .filter(HostDisk::isSerial);
    }

    private static Optional<String> unitSerialNumberPage(Attributes disk) {
        return disk.bytes("device/vpd_pg80")
                .filter(page -> page.length > VPD_HEADER_BYTES)
                .map(page -> {
                    int length = Byte.toUnsignedInt(page[2]) << 8 | Byte.toUnsignedInt(page[3]);
                    return Attributes.stripped(new String(
                            page,
                            VPD_HEADER_BYTES,
                            Math.min(length, page.length - VPD_HEADER_BYTES),
                            StandardCharsets.ISO_8859_1));
                });
    }
}
