package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is mounted on a host, and its swap space, by the numbers of the devices below. */
final class MountTable {
    /** In the name space of this process, and of the host's first. */
    private static final List<String> TABLES = List.of("self/mountinfo", "1/mountinfo");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    /** proc(5), mountinfo: ID, parent, MAJOR:MINOR, root, mount point, options, then optional fields up to a dash. */
    private static final int NUMBER = 2;

    private static final int POINT = 4;

    private final Map<String, List<String>> points = new HashMap<>();
    private final Set<String> swaps;

    MountTable(HostTree host, DeviceNumbers numbers) {
        List<Set<String>> btrfs = btrfs(host);
        for (String table : TABLES) {
            for (String line : lines(host.proc().resolve(table))) {
                note(line.split(" ", -1), numbers, btrfs);
            }
        }
        swaps = lines(host.proc().resolve("swaps")).stream()
                .flatMap(line -> numbers.of(unescaped(line.split("\\s", 2)[0])).stream())
                .collect(Collectors.toSet());
    }

    /** Where the device of a number is mounted, in the order in which that came. */
    List<String> points(String number) {
        return points.getOrDefault(number, List.of());
    }

    boolean isSwap(String number) {
        return swaps.contains(number);
    }

    private void note(String[] fields, DeviceNumbers numbers, List<Set<String>> btrfs) {
        int dash = Arrays.asList(fields).indexOf("-");
        if (dash < POINT || dash + 2 >= fields.length) {
            return;
        }
        String point = unescaped(fields[POINT]);
        note(fields[NUMBER], point);
        // A number of its own has a file system that can be on several disks, and says one of them here.
        Optional<String> source = numbers.of(unescaped(fields[dash + 2]));
        source.ifPresent(number -> {
            note(number, point);
            btrfs.stream()
                    .filter(disks -> disks.contains(number))
                    .flatMap(Set::stream)
                    .forEach(other -> note(other, point));
        });
    }

    private void note(String number, String point) {
        List<String> known = points.computeIfAbsent(number, any -> new ArrayList<>());
        if (!known.contains(point)) {
            known.add(point);
        }
    }

    /** The devices of each file system of btrfs that is mounted: its table of mounts names one of them only. */
    private static List<Set<String>> btrfs(HostTree host) {
        Attributes all = new Attributes(host.sys().resolve("fs/btrfs"));
        Attributes blocks = new Attributes(host.sys().resolve("class/block"));
        return all.entries("").stream()
                .map(id -> all.entries(id + "/devices").stream()
                        .flatMap(name -> blocks.text(name + "/dev").stream())
                        .collect(Collectors.toSet()))
                .toList();
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 8))));
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines()) {
            return lines.toList();
        } catch (IOException e) {
            // Of another user's process, or no such table: then what is in it is not known.
            return List.of();
        }
    }
}
