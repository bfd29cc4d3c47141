package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.virtzoned.zone.ReportedDevice;

/**
 * The zoned block device behind a name that a user gives it: its node, a link to that, or the SCSI generic node of the
 * same disk. sysfs says what it is (Documentation/ABI/stable/sysfs-block); nothing is opened.
 *
 * @param path the block node, to be opened
 */
public record ZonedNode(Path path, ReportedDevice device) {
    /** The file's type in st_mode, and its values; inode(7). */
    private static final int TYPE_MASK = 0xf000;

    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int BLOCK_DEVICE = 0x6000;
    private static final Map<Integer, String> OTHER_TYPES =
            Map.of(0x1000, "a FIFO", 0x4000, "a directory", 0x8000, "a regular file", 0xc000, "a socket");

    private static final String WHICH_ARE = "'lsblk -z' shows which disks of this host are zoned.";

    /**
     * Finds the device.
     *
     * @param name a path
     * @throws HostException if there is none, or it is no block device, or has no zones
     */
    public static ZonedNode find(String name) {
        return find(name, Path.of("/"));
    }

    static ZonedNode find(String name, Path root) {
        Map<String, Object> status = status(name);
        int type = (Integer) status.get("mode") & TYPE_MASK;
        long device = (Long) status.get("rdev");
        return switch (type) {
            case BLOCK_DEVICE -> zoned(name, Path.of(name), root.resolve("sys/dev/block/" + number(device)));
            case CHARACTER_DEVICE -> ofGeneric(name, root, root.resolve("sys/dev/char/" + number(device)));
            default ->
                throw refused(
                        name,
                        "it is " + OTHER_TYPES.getOrDefault(type, "no device") + ", expected a block device",
                        WHICH_ARE);
        };
    }

    private static Map<String, Object> status(String name) {
        try {
            return Files.readAttributes(Path.of(name), "unix:mode,rdev");
        } catch (NoSuchFileException e) {
            throw refused(name, "there is no such device", "Is it plugged in? " + WHICH_ARE);
        } catch (AccessDeniedException e) {
            throw refused(name, "permission denied", "Run it as root.");
        } catch (IOException | InvalidPathException e) {
            throw refused(name, e.getMessage(), null);
        }
    }

    /** The kernel has the block device of a SCSI device beside its generic one. */
    private static ZonedNode ofGeneric(String name, Path root, Path generic) {
        List<Path> blocks = entries(generic.resolve("device/block"));
        if (blocks.isEmpty()) {
            throw refused(
                    name,
                    Files.isDirectory(generic.resolve("device/scsi_generic"))
                            ? "the kernel has no block device for this SCSI device"
                            : "it is a character device, expected a block device",
                    WHICH_ARE);
        }
        String block = blocks.get(0).getFileName().toString();
        return zoned(name, Path.of("/dev").resolve(block), root.resolve("sys/class/block/" + block));
    }

    private static ZonedNode zoned(String name, Path path, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(name, "the device is gone, and only its node is left", "Is it plugged in? " + WHICH_ARE);
        }
        if (Files.exists(folder.resolve("partition"))) {
            throw refused(name, "it is a partition, and zones are the whole disk's", "Name the disk.");
        }
        Optional<String> zonedModel = text(folder.resolve("queue/zoned")).filter(model -> !model.equals("none"));
        if (zonedModel.isEmpty()) {
            throw refused(name, "it is not zoned (to the kernel, the zoned model is 'none')", WHICH_ARE);
        }
        ReportedDevice device = new ReportedDevice(
                name,
                node(folder).orElse(path.toString()),
                model(folder),
                zonedModel,
                number(folder.resolve("queue/max_open_zones")),
                number(folder.resolve("queue/max_active_zones")));
        return new ZonedNode(path, device);
    }

    private static Optional<String> node(Path folder) {
        return text(folder.resolve("uevent")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("DEVNAME="))
                .map(line -> "/dev/" + line.substring("DEVNAME=".length()))
                .findFirst();
    }

    /** Of a SCSI disk with its vendor, but for disks behind a translation from ATA, which say no more than that. */
    private static Optional<String> model(Path folder) {
        Optional<String> vendor = text(folder.resolve("device/vendor")).filter(word -> !word.equals("ATA"));
        Optional<String> model = text(folder.resolve("device/model"));
        return model.map(word -> vendor.map(maker -> maker + " " + word).orElse(word));
    }

    private static OptionalInt number(Path file) {
        return text(file)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** MAJOR:MINOR of a device number as the C library has it; makedev(3). */
    private static String number(long device) {
        long major = ((device >> 8) & 0xfff) | ((device >> 32) & 0xffff_f000L);
        long minor = (device & 0xff) | ((device >> 12) & 0xffff_ff00L);
        return major + ":" + minor;
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Empty also where it cannot be read: what a kernel or a device does not have, it has no file for. */
    private static Optional<String> text(Path file) {
        try {
            return Optional.of(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static HostException refused(String name, String found, String remedy) {
        return new HostException("Cannot read the zones of " + name + ": " + found + ".", remedy);
    }
}
