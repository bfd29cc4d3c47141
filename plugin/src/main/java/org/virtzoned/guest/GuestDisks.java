package org.virtzoned.guest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The disks of a guest that zoned ones are among: of SCSI, virtio and NVMe. The kernel's list of them has neither those of
 * no size nor those that it hides because it could not make sense of them.
 */
final class GuestDisks {
    private static final Pattern DISK = Pattern.compile("sd[a-z]{1,4}|vd[a-z]{1,4}|nvme[0-9]{1,5}n[0-9]{1,5}");

    private final List<GuestDisk> disks;

    private GuestDisks(List<GuestDisk> disks) {
        this.disks = disks;
    }

    static GuestDisks of(GuestAgent agent) {
        return new GuestDisks(agent.text("/proc/partitions").stream()
                .flatMap(String::lines)
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(name -> DISK.matcher(name).matches())
                .distinct()
                .map(name -> new GuestDisk(agent, name))
                .toList());
    }

    List<GuestDisk> all() {
        return disks;
    }

    /** Those that the first of some identifiers is of that is of any. */
    List<GuestDisk> find(List<DiskIdentifier> identifiers) {
        return identifiers.stream()
                .map(identifier -> disks.stream().filter(identifier::isOf).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The disk of a kernel's name, with or without {@code /dev/}. */
    Optional<GuestDisk> named(String name) {
        return disks.stream()
                .filter(disk -> disk.node().equals(name) || disk.node().equals("/dev/" + name))
                .findFirst();
    }
}
