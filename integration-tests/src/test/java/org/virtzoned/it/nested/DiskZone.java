package org.virtzoned.it.nested;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A zone of a disk of the nested host, as a program there reports it; in bytes from the disk's start.
 *
 * @param writePointerBytes empty in those conditions in which it is not valid
 */
record DiskZone(
        String type,
        String condition,
        long startBytes,
        long lengthBytes,
        long capacityBytes,
        OptionalLong writePointerBytes,
        boolean resetRecommended,
        boolean nonSequential) {
    private static final int SECTOR_BYTES = 512;
    private static final Pattern BLKZONE = Pattern.compile(
            " *start: 0x([0-9a-f]+), len 0x([0-9a-f]+), cap 0x([0-9a-f]+),"
                    + " wptr 0x([0-9a-f]+) reset:([01]) non-seq:([01]), zcond: ?[0-9]+\\((..)\\) \\[type: [0-9]\\(([A-Z_]+)\\)\\]");

    private static final Map<String, String> TYPES =
            Map.of("CONVENTIONAL", "conventional", "SEQ_WRITE_REQUIRED", "sequential-write-required");
    private static final Map<String, String> CONDITIONS = Map.of(
            "nw",
            "not-wp",
            "em",
            "empty",
            "oi",
            "implicit-open",
            "oe",
            "explicit-open",
            "cl",
            "closed",
            "fu",
            "full",
            "ro",
            "read-only",
            "of",
            "offline");
    private static final List<String> WITH_WRITE_POINTER = List.of("em", "oi", "oe", "cl");

    /** By util-linux. */
    static List<DiskZone> byBlkzone(NestedHost host, String node) {
        return host.run("blkzone", "report", node)
                .succeeds()
                .out()
                .lines()
                .map(DiskZone::ofBlkzone)
                .toList();
    }

    /** What {@code virt-zoned zones -o json} says of a device. */
    static JsonNode report(NestedHost host, String device) {
        try {
            return new ObjectMapper()
                    .readTree(host.virtZoned("zones", device, "-o", "json")
                            .succeeds()
                            .out());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<DiskZone> of(JsonNode report) {
        List<DiskZone> zones = new ArrayList<>();
        for (JsonNode zone : report.get("zones")) {
            zones.add(new DiskZone(
                    zone.get("type").textValue(),
                    zone.get("condition").textValue(),
                    zone.get("start-bytes").longValue(),
                    zone.get("length-bytes").longValue(),
                    zone.get("capacity-bytes").longValue(),
                    zone.has("write-pointer-bytes")
                            ? OptionalLong.of(zone.get("write-pointer-bytes").longValue())
                            : OptionalLong.empty(),
                    zone.get("reset-recommended").booleanValue(),
                    zone.get("non-sequential").booleanValue()));
        }
        return zones;
    }

    private static DiskZone ofBlkzone(String line) {
        Matcher words = BLKZONE.matcher(line);
        if (!words.matches()) {
            throw new AssertionError("blkzone reports no zone: " + line);
        }
        long startBytes = bytes(words.group(1));
        String condition = words.group(7);
        return new DiskZone(
                TYPES.get(words.group(8)),
                CONDITIONS.get(condition),
                startBytes,
                bytes(words.group(2)),
                bytes(words.group(3)),
                WITH_WRITE_POINTER.contains(condition)
                        ? OptionalLong.of(startBytes + bytes(words.group(4)))
                        : OptionalLong.empty(),
                words.group(5).equals("1"),
                words.group(6).equals("1"));
    }

    private static long bytes(String sectors) {
        return Long.parseUnsignedLong(sectors, 16) * SECTOR_BYTES;
    }
}
