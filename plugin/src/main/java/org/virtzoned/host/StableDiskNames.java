package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.SourcePath;

/**
 * Names of disks that are the same after a reboot: udev's links in {@code /dev/disk/by-id}. The kernel's own ({@code
 * /dev/sdf}) may be another disk's next time.
 */
public final class StableDiskNames {
    private static final Path BY_ID = Path.of("/dev/disk/by-id");
    /** Those that say who the disk is, the WWN before what follows from serial numbers and models. */
    private static final List<String> PREFERRED =
            List.of("wwn-", "nvme-eui.", "nvme-uuid.", "scsi-3", "scsi-", "nvme-");

    private static final Pattern KERNEL_NAME = Pattern.compile("/dev/(sd[a-z]+|sg[0-9]+|nvme[0-9]+n[0-9]+|sr[0-9]+)");

    private final Path byId;

    public StableDiskNames() {
        this(BY_ID);
    }

    StableDiskNames(Path byId) {
        this.byId = byId;
    }

    /**
     * The disk by a stable name, with the WWN that the name gives.
     *
     * @throws HostException if it is named by the kernel's name and has no other
     */
    public HostDisk stable(HostDisk disk) {
        if (disk.path().isBelow(BY_ID.toString())) {
            return withWwn(disk);
        }
        Optional<SourcePath> link = links(disk.path()).findFirst();
        if (link.isPresent()) {
            return withWwn(disk.at(link.get()));
        }
        if (KERNEL_NAME.matcher(disk.path().text()).matches()) {
            if (Files.notExists(Path.of(disk.path().text()))) {
                throw new HostException(
                        "Cannot take " + disk.path()
                                + ": it is not there, and the kernel may give that name to another disk"
                                + " at the next boot.",
                        "Is it plugged in? A disk that comes later can be attached by its name in " + BY_ID + ".");
            }
            throw new HostException(
                    "Cannot take " + disk.path() + ": it has no name in " + byId
                            + ", and the kernel may give its own to another disk at the next boot.",
                    "Does udev run? 'ls -l " + BY_ID + "' shows the stable names.");
        }
        return disk;
    }

    /** The stable name of each disk that has one, by its node: for many disks, the names are looked through once. */
    Map<Path, Path> byNode() {
        Map<Path, Path> names = new HashMap<>();
        for (Path link : ranked()) {
            try {
                names.putIfAbsent(link.toRealPath(), link);
            } catch (IOException e) {
                // It leads nowhere: udev is about to remove it.
            }
        }
        return names;
    }

    private Stream<SourcePath> links(SourcePath disk) {
        Path node = Path.of(disk.text());
        if (!Files.exists(node)) {
            return Stream.empty();
        }
        return ranked().stream().filter(link -> isSame(link, node)).map(link -> new SourcePath(link.toString()));
    }

    /** The links that say who their disk is, the preferred ones first. */
    private List<Path> ranked() {
        if (!Files.isDirectory(byId)) {
            return List.of();
        }
        try (Stream<Path> links = Files.list(byId)) {
            return links.filter(link -> rank(link) < PREFERRED.size())
                    .sorted(Comparator.comparingInt(StableDiskNames::rank).thenComparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw HostException.failed("list", byId, e);
        }
    }

    private static int rank(Path link) {
        String name = link.getFileName().toString();
        for (int i = 0; i < PREFERRED.size(); i++) {
            if (name.startsWith(PREFERRED.get(i))) {
                return i;
            }
        }
        return PREFERRED.size();
    }

    private static boolean isSame(Path link, Path node) {
        try {
            return link.toRealPath().equals(node.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static HostDisk withWwn(HostDisk disk) {
        return disk.orElse(
                new HostDisk(disk.path(), HostDisk.wwnOf(disk.path().text()), Optional.empty(), Optional.empty()));
    }
}
