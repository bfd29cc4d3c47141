package org.virtzoned.it.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a guest printed of its disks in one boot: the lines of JSON on its console that {@code guest/init} writes. */
public record GuestReport(List<GuestDisk> disks, List<GuestWrite> writes, List<GuestMark> marks) {
    private static final String START = "{\"virt-zoned-guest\":1,";
    private static final Pattern FLUSHED =
            Pattern.compile("\"event\":\"flushed\".*\"writePointerSectors512\":([0-9]+)");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public GuestReport {
        disks = List.copyOf(disks);
        writes = List.copyOf(writes);
        marks = List.copyOf(marks);
    }

    /** The whole reports in a console's text, one a boot, in the order of the boots. */
    public static List<GuestReport> parse(String console) {
        List<GuestReport> reports = new ArrayList<>();
        List<GuestDisk> disks = new ArrayList<>();
        List<GuestWrite> writes = new ArrayList<>();
        List<GuestMark> marks = new ArrayList<>();
        // The last line may still be on its way.
        String whole = console.substring(0, console.lastIndexOf('\n') + 1);
        for (String line : whole.lines().map(String::strip).toList()) {
            int start = line.indexOf(START);
            if (start < 0) {
                continue;
            }
            ObjectNode event = read(line.substring(start));
            event.remove("virt-zoned-guest");
            String kind = event.remove("event").textValue();
            switch (kind) {
                case "up" -> {
                    disks.clear();
                    writes.clear();
                    marks.clear();
                }
                case "device" -> disks.add(as(GuestDisk.class, event));
                case "write" -> writes.add(as(GuestWrite.class, event));
                case "mark" -> marks.add(as(GuestMark.class, event));
                case "flushed", "plugged", "unplugged" -> {} // after the report
                case "done" -> reports.add(new GuestReport(disks, writes, marks));
                default -> throw new IllegalArgumentException("A guest's event of a kind that is not known: " + line);
            }
        }
        return List.copyOf(reports);
    }

    /** The disks that have come since the guest's last report, in their order, also those that have gone again. */
    public static List<GuestDisk> plugged(String console) {
        return sinceLastReport(console, "plugged").stream()
                .map(event -> as(GuestDisk.class, event))
                .toList();
    }

    /** The nodes of the disks that have gone since the guest's last report, in their order. */
    public static List<String> unplugged(String console) {
        return sinceLastReport(console, "unplugged").stream()
                .map(event -> event.get("node").textValue())
                .toList();
    }

    private static List<ObjectNode> sinceLastReport(String console, String kind) {
        List<ObjectNode> found = new ArrayList<>();
        String whole = console.substring(0, console.lastIndexOf('\n') + 1);
        for (String line : whole.lines().filter(text -> text.contains(START)).toList()) {
            ObjectNode event = read(line.substring(line.indexOf(START)));
            event.remove("virt-zoned-guest");
            String name = event.remove("event").textValue();
            if (name.equals("up")) {
                found.clear();
            } else if (name.equals(kind)) {
                found.add(event);
            }
        }
        return found;
    }

    /** How far the zone was written and flushed that a guest writes full, by its console; nothing where it did not begin. */
    public static OptionalLong flushedSectors512(String console) {
        Matcher last = FLUSHED.matcher(console.substring(0, console.lastIndexOf('\n') + 1));
        return last.results().mapToLong(found -> Long.parseLong(found.group(1))).max();
    }

    /** The only disk of an identifier: its serial number or WWID. */
    public GuestDisk disk(String identifier) {
        List<GuestDisk> found = disks.stream()
                .filter(disk -> identifier.equals(disk.serial()) || identifier.equals(disk.wwid()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    "The guest has " + found.size() + " disks that are " + identifier + ", expected one: " + disks);
        }
        return found.get(0);
    }

    /** The only disk of a bus: {@code virtio}, say. */
    public GuestDisk onlyDiskOf(String bus) {
        List<GuestDisk> found =
                disks.stream().filter(disk -> disk.bus().equals(bus)).toList();
        if (found.size() != 1) {
            throw new AssertionError("The guest has " + found.size() + " disks on " + bus + ", expected one: " + disks);
        }
        return found.get(0);
    }

    public GuestWrite write(GuestDisk disk) {
        return writes.stream()
                .filter(write -> write.node().equals(disk.node()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The guest wrote nothing to " + disk));
    }

    public GuestMark mark(GuestDisk disk) {
        return marks.stream()
                .filter(mark -> mark.node().equals(disk.node()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The guest left no mark in " + disk));
    }

    private static ObjectNode read(String line) {
        try {
            return (ObjectNode) MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read the guest's line " + line, e);
        }
    }

    private static <T> T as(Class<T> type, ObjectNode event) {
        try {
            return MAPPER.treeToValue(event, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read the guest's event " + event, e);
        }
    }
}
