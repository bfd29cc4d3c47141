package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The zoned disks of this host that nothing on it has mounted or built on; sysfs says which they are. */
final class FreeZonedDisks {
    private static final String REMEDY = "Plug one in, or take an emulated one: zbc:FILE or --nvme-zns";

    private final Path root;
    private final Path disks;

    FreeZonedDisks(Path root) {
        this.root = root;
        this.disks = root.resolve("sys/class/block");
    }

    HostCheck checkScsi() {
        // Documentation/ABI/testing/sysfs-block-device and drivers/scsi/scsi_sysfs.c: of SCSI devices only.
        return check("for a zoned SCSI disk", disk -> Files.exists(disk.resolve("device/scsi_level")));
    }

    HostCheck checkAny() {
        return check("for a zoned block device", disk -> true);
    }

    private HostCheck check(String subject, Predicate<Path> suitable) {
        List<String> mounted = mounted();
        List<String> used = new ArrayList<>();
        List<String> free = new ArrayList<>();
        try {
            for (Path disk : HostFolder.list(disks)) {
                if (isZoned(disk) && suitable.test(disk)) {
                    (isUsed(disk, mounted) ? used : free).add(disk.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw HostException.failed("list", disks, e);
        }
        if (!free.isEmpty()) {
            return HostCheck.pass(subject, String.join(", ", free));
        }
        return used.isEmpty()
                ? HostCheck.warn(subject, "there is none on this host", REMEDY)
                : HostCheck.warn(subject, "all are in use: " + String.join(", ", used), "Free one");
    }

    /** Documentation/ABI/stable/sysfs-block, queue/zoned. */
    private static boolean isZoned(Path disk) {
        String model = text(disk.resolve("queue/zoned"));
        return !model.isEmpty() && !model.equals("none");
    }

    private static boolean isUsed(Path disk, List<String> mounted) throws IOException {
        String node = "/dev/" + disk.getFileName();
        return !HostFolder.list(disk.resolve("holders")).isEmpty()
                || mounted.stream().anyMatch(source -> source.equals(node) || source.matches(node + "p?[0-9]+"));
    }

    private List<String> mounted() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/mounts"))) {
            return lines.map(line -> line.split(" ", 2)[0]).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
