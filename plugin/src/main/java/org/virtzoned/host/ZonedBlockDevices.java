package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.virtzoned.device.SourcePath;
import org.virtzoned.error.Printable;
import org.virtzoned.linux.ExclusiveOpening;

/**
 * The zoned block devices of this host, as sysfs has them (Documentation/ABI/stable/sysfs-block).
 */
public final class ZonedBlockDevices {
    /** Names that differ in their numbers only, by these. */
    private static final Comparator<BlockDeviceNames> ORDER = Comparator.comparing(
                    (BlockDeviceNames names) -> names.address().orElse(null),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(names -> names.first().replaceAll("[0-9]+", ""))
            .thenComparing(names -> names.first().length())
            .thenComparing(BlockDeviceNames::first);

    private final HostTree host;
    private final Predicate<Path> claimed;
    private final ConventionalZones conventionalZones;

    private ZonedBlockDevices(HostTree host, Predicate<Path> claimed, ConventionalZones conventionalZones) {
        this.host = host;
        this.claimed = claimed;
        this.conventionalZones = conventionalZones;
    }

    /** Those of this host. */
    public ZonedBlockDevices() {
        this(HostTree.THIS, ExclusiveOpening::isRefused);
    }

    /**
     * Those of a host.
     *
     * @param claimed whether something has the device of a node for itself
     */
    ZonedBlockDevices(HostTree host, Predicate<Path> claimed) {
        this(host, claimed, ConventionalZones.UNKNOWN);
    }

    /** The same, with their conventional zones counted. */
    public ZonedBlockDevices counting(ConventionalZones counted) {
        return new ZonedBlockDevices(host, claimed, counted);
    }

    /**
     * The same, with no device opened: conventional zones are not counted, and who has a disk in a way that only opening
     * it shows is not seen. For who looks again and again: a program that wants the disk for itself at that moment would
     * be refused it.
     */
    public ZonedBlockDevices withoutOpening() {
        return new ZonedBlockDevices(host, node -> false, ConventionalZones.UNKNOWN);
    }

    /**
     * Looks at all of them.
     *
     * @param guests those whose disks count as used
     * @return SCSI disks in the order of their addresses, then the others in that of their names
     */
    public List<ZonedBlockDevice> all(List<RunningGuest> guests) {
        DiskUses uses = new DiskUses(host, guests, claimed);
        Map<Path, Path> stableNames = new StableDiskNames(host.dev().resolve("disk/by-id")).byNode();
        return Stream.concat(blockDevices().stream(), disksWithoutBlockDevice().stream())
                .map(disk -> read(disk, uses, stableNames))
                .sorted(Comparator.comparing(ZonedBlockDevice::names, ORDER))
                .toList();
    }

    private List<SysfsDisk> blockDevices() {
        Attributes blocks = new Attributes(host.sys().resolve("block"));
        return blocks.entries("").stream()
                .map(name -> new SysfsDisk(Optional.of(name), blocks.below(name)))
                // A path of several to an NVMe namespace, which has a block device of its own.
                .filter(disk -> disk.attributes().number("hidden").orElse(0) == 0)
                .filter(disk -> disk.zoneModel().isPresent())
                .toList();
    }

    /** Those that the driver for disks does not have, or has given up. */
    private List<SysfsDisk> disksWithoutBlockDevice() {
        Attributes devices = new Attributes(host.sys().resolve("class/scsi_device"));
        return devices.entries("").stream()
                .map(address -> new SysfsDisk(Optional.empty(), devices.below(address)))
                .filter(disk -> disk.zoneModel().isPresent()
                        && disk.attributes().entries("device/block").isEmpty())
                .toList();
    }

    private ZonedBlockDevice read(SysfsDisk disk, DiskUses uses, Map<Path, Path> stableNames) {
        BlockDeviceNames names = new BlockDeviceNames(
                disk.name().map(SysfsDisk::node),
                disk.genericName().map(SysfsDisk::node),
                disk.address(),
                stableName(disk, stableNames));
        return new ZonedBlockDevice(
                names, inquiry(disk.attributes()), queue(disk, names), uses.of(disk, names, Optional.empty()));
    }

    /** A device of device-mapper is known by the name that its maker gave it. */
    private Optional<SourcePath> stableName(SysfsDisk disk, Map<Path, Path> stableNames) {
        return disk.name()
                .flatMap(name ->
                        Optional.ofNullable(stableNames.get(real(host.dev().resolve(name.replace('!', '/'))))))
                .or(() -> disk.attributes()
                        .text("dm/name")
                        .map(name -> host.dev().resolve("mapper").resolve(name))
                        .filter(Files::exists))
                .map(link -> new SourcePath("/dev/" + host.dev().relativize(link)));
    }

    private static Path real(Path node) {
        try {
            return node.toRealPath();
        } catch (IOException e) {
            return node;
        }
    }

    private static DiskInquiry inquiry(Attributes disk) {
        // virtio's vendor is a number of PCI's.
        Optional<String> vendor = disk.text("device/vendor").filter(text -> !text.startsWith("0x"));
        return new DiskInquiry(
                vendor.map(Printable::of),
                disk.text("device/model").map(Printable::of),
                DiskIdentity.serial(disk),
                DiskIdentity.wwn(disk));
    }

    private ZonedQueue queue(SysfsDisk disk, BlockDeviceNames names) {
        Attributes attributes = disk.attributes();
        OptionalLong zones = attributes.number("queue/nr_zones");
        return new ZonedQueue(
                disk.zoneModel(),
                attributes.sectors("size"),
                zones,
                attributes.sectors("queue/chunk_sectors"),
                names.node().map(conventionalZones::of).orElse(OptionalLong.empty()),
                attributes.number("queue/max_open_zones"),
                attributes.number("queue/max_active_zones"),
                attributes.size("queue/zone_append_max_bytes"),
                attributes.size("queue/logical_block_size"));
    }
}
