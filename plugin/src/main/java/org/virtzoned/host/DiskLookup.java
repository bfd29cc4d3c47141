package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.virtzoned.device.ScsiAddress;

/**
 * Finds the disk that a path or a SCSI address leads to, as the hook does: {@code find} and {@code find_scsi} in {@code
 * virt_zoned_lio/disks.py}.
 */
final class DiskLookup {
    private static final String DEV = "/dev/";

    /** Of {@code st_mode}, inode(7). */
    private static final int FILE_TYPE = 0170000;

    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** Documentation/admin-guide/devices.txt. */
    private static final String SCSI_GENERIC_MAJOR = "21:";

    private final HostTree host;

    DiskLookup(HostTree host) {
        this.host = host;
    }

    /** What is at a path. */
    enum Kind {
        /** Nothing, or a node whose device is gone. */
        ABSENT,
        /** Something that this user may not look at. */
        HIDDEN,
        /** Neither a block device nor a SCSI generic device. */
        OTHER,
        PARTITION,
        DISK
    }

    /**
     * What was found.
     *
     * @param node where the path leads, {@code /dev/sdf}
     * @param disk the disk, or the partition; absent where there is neither
     */
    record Found(Kind kind, String node, Optional<SysfsDisk> disk) {}

    /** What is at an absolute path. */
    Found find(String path) {
        Path node;
        Map<String, Object> status;
        try {
            node = (path.startsWith(DEV) ? host.dev().resolve(path.substring(DEV.length())) : Path.of(path))
                    .toRealPath();
            status = Files.readAttributes(node, "unix:mode,rdev");
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
            return new Found(Kind.ABSENT, path, Optional.empty());
        } catch (IOException e) {
            // A loop of links leads nowhere either, but that is the hook's to say.
            return new Found(Kind.HIDDEN, path, Optional.empty());
        }
        String number = DeviceNumbers.text((Long) status.get("rdev"));
        return switch ((Integer) status.get("mode") & FILE_TYPE) {
            case BLOCK_DEVICE ->
                block(name(node), host.sys().resolve("dev/block").resolve(number));
            case CHARACTER_DEVICE ->
                number.startsWith(SCSI_GENERIC_MAJOR)
                        ? generic(name(node), host.sys().resolve("dev/char").resolve(number))
                        : new Found(Kind.OTHER, name(node), Optional.empty());
            default -> byName(node);
        };
    }

    /** The SCSI disk at an address. */
    Found find(ScsiAddress address) {
        Path device = scsiDevices().resolve(address.toString());
        List<String> generic = new Attributes(device).entries("device/scsi_generic");
        String node = DEV + (generic.isEmpty() ? address : generic.get(0));
        return Files.isDirectory(device)
                ? scsi(node, new Attributes(device))
                : new Found(Kind.ABSENT, node, Optional.empty());
    }

    /** A recorded host has files in the place of nodes: which devices they are only sysfs says. */
    private Found byName(Path node) {
        String name = name(node);
        String entry = name.substring(name.startsWith(DEV) ? DEV.length() : 0).replace('/', '!');
        Path block = host.sys().resolve("class/block").resolve(entry);
        Path generic = host.sys().resolve("class/scsi_generic").resolve(entry);
        if (name.startsWith(DEV) && Files.isDirectory(block)) {
            return block(name, block);
        }
        return name.startsWith(DEV) && Files.isDirectory(generic)
                ? generic(name, generic)
                : new Found(Kind.OTHER, name, Optional.empty());
    }

    private Found block(String node, Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Found(Kind.ABSENT, node, Optional.empty());
        }
        SysfsDisk disk = new SysfsDisk(Optional.of(real(folder).getFileName().toString()), new Attributes(folder));
        return new Found(disk.attributes().has("partition") ? Kind.PARTITION : Kind.DISK, node, Optional.of(disk));
    }

    /** The folder of a SCSI generic device is two below that of its SCSI device, which is named for the address. */
    private Found generic(String node, Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Found(Kind.ABSENT, node, Optional.empty());
        }
        Path address = real(folder).getParent().getParent().getFileName();
        return scsi(node, new Attributes(scsiDevices().resolve(address)));
    }

    private Path scsiDevices() {
        return host.sys().resolve("class/scsi_device");
    }

    /** @param device a folder with the SCSI device as {@code device} in it */
    private Found scsi(String node, Attributes device) {
        List<String> block = device.entries("device/block");
        return block.isEmpty()
                ? new Found(Kind.DISK, node, Optional.of(new SysfsDisk(Optional.empty(), device)))
                : block(node, device.folder().resolve("device/block").resolve(block.get(0)));
    }

    /** A node's path as it is on the host. */
    private String name(Path node) {
        Path dev = real(host.dev());
        return node.startsWith(dev) ? DEV + dev.relativize(node) : node.toString();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
