package org.virtzoned.host;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.Way;
import org.virtzoned.linux.ExclusiveOpening;

/**
 * Whether disks of this host may be given to guests, by the rules of the hook and in its words: change them together with
 * {@code _disk} in {@code virt_zoned_lio/safety.py}, and with {@code disks.py} and {@code usage.py}. What only root can see
 * the hook sees alone: which QEMU has a disk open without its domain saying so.
 */
public final class DiskRules {
    private static final String WHICH_ARE_ZONED = "'lsblk -z' shows which disks are zoned.";

    /** Of the UUID that device-mapper's multipath gives a disk; SCSI commands pass through it. */
    private static final String MULTIPATH = "mpath-";

    private final HostTree host;
    private final DiskLookup lookup;
    private final Predicate<Path> claimed;

    public DiskRules() {
        this(HostTree.THIS, ExclusiveOpening::isRefused);
    }

    /** @param claimed whether something has the device of a node for itself */
    DiskRules(HostTree host, Predicate<Path> claimed) {
        this.host = host;
        this.lookup = new DiskLookup(host);
        this.claimed = claimed;
    }

    /**
     * Looks at a disk as it is now.
     *
     * @param disk what is asked for, or recorded: its WWN, serial number and sizes are compared where they are given
     * @param way how the guest is to get it
     * @param byAddress whether it is found by its SCSI address, where one is given, and not by its path
     * @param domain the UUID of the domain whose own use does not count
     * @param guests those that run
     * @return the first objection, in the hook's order, but those that do not pass before those that may; empty where there
     *     is none, or where this user may not look
     */
    public Optional<DiskObjection> objection(
            HostDisk disk, Way way, boolean byAddress, Optional<UUID> domain, List<RunningGuest> guests) {
        boolean addressed = byAddress && disk.address().isPresent();
        DiskLookup.Found found = addressed
                ? lookup.find(disk.address().get())
                : lookup.find(disk.path().text());
        return switch (found.kind()) {
            case HIDDEN -> Optional.empty();
            case ABSENT ->
                passing(
                        (addressed ? "a SCSI disk at " + disk.address().get() : disk.path()) + " is not there",
                        "Is it plugged in? 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is.");
            case OTHER -> lasting("it is not a block device", WHICH_ARE_ZONED);
            case PARTITION -> lasting("it is a partition, expected a whole disk", "Name the disk that it is on.");
            case DISK ->
                Stream.of(identity(disk, found), use(found, domain, guests), kind(way, found))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparing(DiskObjection::mayPass));
        };
    }

    /** The hook's {@code _require_identity}. */
    private static Optional<DiskObjection> identity(HostDisk expected, DiskLookup.Found found) {
        Attributes disk = found.disk().orElseThrow().attributes();
        return Stream.of(
                        difference("WWN", expected.wwn(), DiskIdentity.wwn(disk), "(none)", found),
                        difference("serial number", expected.serial(), DiskIdentity.serial(disk), "(none)", found),
                        difference("size", expected.size(), disk.sectors("size"), "0", found),
                        difference("zone size", expected.zoneSize(), disk.sectors("queue/chunk_sectors"), "0", found))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<DiskObjection> difference(
            String what, Optional<?> expected, Optional<?> seen, String none, DiskLookup.Found found) {
        return expected.isEmpty() || expected.equals(seen)
                ? Optional.empty()
                : lasting(
                        found.node() + " has the " + what + " "
                                + seen.map(Objects::toString).orElse(none) + ", expected " + expected.get(),
                        "See which disk it is now: detach it, and attach the one that is meant.");
    }

    /** The hook's {@code _require_zoned} and {@code _require_scsi}. */
    private static Optional<DiskObjection> kind(Way way, DiskLookup.Found found) {
        SysfsDisk disk = found.disk().orElseThrow();
        if (disk.zoneModel().isEmpty()) {
            return lasting(
                    found.node()
                            + " is not a zoned disk (queue/zoned is 'none'), expected 'host-managed' or 'host-aware'",
                    WHICH_ARE_ZONED);
        }
        return takesScsiCommands(disk, way)
                ? Optional.empty()
                : lasting(
                        found.node() + " is not a SCSI disk, expected one for " + way,
                        "Attach it with --virtio-blk, which takes any zoned block device.");
    }

    private static boolean takesScsiCommands(SysfsDisk disk, Way way) {
        boolean multipath = way == Way.VIRTIO_SCSI
                && disk.attributes()
                        .text("dm/uuid")
                        .filter(uuid -> uuid.startsWith(MULTIPATH))
                        .isPresent();
        return way == Way.VIRTIO_BLK || multipath || disk.address().isPresent();
    }

    /** The hook's {@code holder} in {@code usage.py}. */
    private Optional<DiskObjection> use(DiskLookup.Found found, Optional<UUID> domain, List<RunningGuest> guests) {
        SysfsDisk disk = found.disk().orElseThrow();
        BlockDeviceNames names = new BlockDeviceNames(
                disk.name().map(SysfsDisk::node),
                disk.genericName().map(SysfsDisk::node),
                disk.address(),
                Optional.empty());
        return new DiskUses(host, guests, claimed)
                .of(disk, names, domain).stream()
                        .findFirst()
                        .map(use -> new DiskObjection(
                                found.node() + " " + use.accept(Words.INSTANCE),
                                Optional.of(
                                        isRoot(use)
                                                ? "Attach another disk."
                                                : "Free it first, or attach another disk."),
                                !isRoot(use)));
    }

    private static boolean isRoot(DiskUse use) {
        return use instanceof DiskUse.Mount mount && mount.point().equals("/");
    }

    private static Optional<DiskObjection> lasting(String found, String remedy) {
        return Optional.of(new DiskObjection(found, Optional.of(remedy), false));
    }

    private static Optional<DiskObjection> passing(String found, String remedy) {
        return Optional.of(new DiskObjection(found, Optional.of(remedy), true));
    }

    /** A use as the hook says it, after the disk's node. */
    private enum Words implements DiskUse.Visitor<String> {
        INSTANCE;

        @Override
        public String visit(DiskUse.Mount use) {
            return isRoot(use) ? "carries this host's root file system" : "is mounted at " + use.point();
        }

        @Override
        public String visit(DiskUse.Swap use) {
            return "is swap space of this host";
        }

        @Override
        public String visit(DiskUse.Holder use) {
            return "is held by " + use.holder()
                    + use.label()
                            .map(label -> " (device-mapper's '" + label + "')")
                            .orElse("");
        }

        @Override
        public String visit(DiskUse.Backstore use) {
            return "is in the LIO backstore " + use.name();
        }

        @Override
        public String visit(DiskUse.Guest use) {
            return "is in use by domain '" + use.domain() + "', which runs";
        }

        @Override
        public String visit(DiskUse.Claim use) {
            return "is in use on this host (it can't be opened exclusively)";
        }
    }
}
