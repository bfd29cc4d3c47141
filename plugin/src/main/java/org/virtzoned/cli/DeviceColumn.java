package org.virtzoned.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.ZonedBlockDevice;

/**
 * A column of the table of devices.
 *
 * @param rank its place among the columns in the order in which a narrow terminal keeps them
 * @param right whether it is aligned at its right, as numbers are
 * @param value what it has of a device; empty where there is nothing, or it is not known
 */
record DeviceColumn(String heading, int rank, boolean right, Function<ZonedBlockDevice, Optional<String>> value) {
    static final DeviceColumn ADDRESS = new DeviceColumn(
            "H:C:T:L", 3, false, device -> device.names().address().map(ScsiAddress::toString));
    static final DeviceColumn VENDOR =
            new DeviceColumn("VENDOR", 8, false, device -> device.inquiry().vendor());
    static final DeviceColumn MODEL =
            new DeviceColumn("MODEL", 8, false, device -> device.inquiry().model());
    static final DeviceColumn SERIAL =
            new DeviceColumn("SERIAL", 14, false, device -> device.inquiry().serial());
    static final DeviceColumn WWN =
            new DeviceColumn("WWN", 15, false, device -> device.inquiry().wwn());
    static final DeviceColumn NODE =
            new DeviceColumn("NODE", 1, false, device -> device.names().node().map(SourcePath::text));
    static final DeviceColumn GENERIC_NODE = new DeviceColumn(
            "SG NODE", 2, false, device -> device.names().genericNode().map(SourcePath::text));
    static final DeviceColumn ZONED =
            new DeviceColumn("ZONED", 4, false, device -> device.queue().model().map(ZoneModel::word));
    static final DeviceColumn CAPACITY =
            new DeviceColumn("CAPACITY", 5, true, device -> size(device.queue().capacity()));
    static final DeviceColumn ZONES =
            new DeviceColumn("ZONES", 6, true, device -> count(device.queue().zones()));
    static final DeviceColumn ZONE_SIZE =
            new DeviceColumn("ZONE SIZE", 7, true, device -> size(device.queue().zoneSize()));
    static final DeviceColumn CONVENTIONAL =
            new DeviceColumn("CONV", 9, true, device -> count(device.queue().conventionalZones()));
    static final DeviceColumn MAX_OPEN = new DeviceColumn(
            "MAX OPEN", 10, true, device -> limit(device.queue().maxOpenZones()));
    static final DeviceColumn MAX_ACTIVE = new DeviceColumn(
            "MAX ACTIVE", 11, true, device -> limit(device.queue().maxActiveZones()));
    static final DeviceColumn APPEND =
            new DeviceColumn("APPEND", 12, true, device -> size(device.queue().zoneAppendLimit()));
    static final DeviceColumn BLOCK =
            new DeviceColumn("BLOCK", 13, true, device -> size(device.queue().logicalBlockSize()));
    static final DeviceColumn STABLE_NAME = new DeviceColumn(
            "STABLE NAME", 16, false, device -> device.names().stableName().map(SourcePath::text));
    static final DeviceColumn USED_BY = new DeviceColumn("USED BY", 17, false, device -> uses(device.uses()));

    /** All of them, in the order of the table: lsscsi's, then lsblk's, then what neither has. */
    static final List<DeviceColumn> ALL = List.of(
            ADDRESS,
            VENDOR,
            MODEL,
            SERIAL,
            WWN,
            NODE,
            GENERIC_NODE,
            ZONED,
            CAPACITY,
            ZONES,
            ZONE_SIZE,
            CONVENTIONAL,
            MAX_OPEN,
            MAX_ACTIVE,
            APPEND,
            BLOCK,
            STABLE_NAME,
            USED_BY);

    /** What stands for nothing, or nothing that is known. */
    private static final String NONE = "-";

    /** All of them, those first that a narrow terminal keeps longest. */
    static List<DeviceColumn> byRank() {
        return ALL.stream().sorted(Comparator.comparingInt(DeviceColumn::rank)).toList();
    }

    Optional<String> of(ZonedBlockDevice device) {
        return value.apply(device);
    }

    String cell(ZonedBlockDevice device) {
        return of(device).orElse(NONE);
    }

    private static Optional<String> size(Optional<ByteSize> size) {
        return size.map(HumanSize::of);
    }

    private static Optional<String> count(OptionalLong count) {
        return count.isPresent() ? Optional.of(Long.toString(count.getAsLong())) : Optional.empty();
    }

    private static Optional<String> limit(OptionalLong limit) {
        return count(limit).map(text -> text.equals("0") ? "no limit" : text);
    }

    private static Optional<String> uses(List<DiskUse> uses) {
        return uses.isEmpty()
                ? Optional.empty()
                : Optional.of(uses.stream().map(DiskUse::text).collect(Collectors.joining("; ")));
    }
}
