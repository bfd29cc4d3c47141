package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;

/**
 * Something that the hook's program does, to be killed at each of its changes by {@code rig/every-kill}.
 *
 * @param children whether children of the program are killed, too, or go on alone
 * @param act {@code prepare}, {@code release} or {@code format}
 * @param xml of the domain; empty for a format
 * @param arguments of a format
 */
record KilledHook(NestedHost host, boolean children, String act, String xml, List<String> arguments) {
    /** There are two dozen writes. */
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** On the nested host: the domain's XML. */
    private static final String FILE = "/run/killed.xml";

    static KilledHook prepare(NestedHost host, String xml) {
        return new KilledHook(host, false, "prepare", xml, List.of());
    }

    static KilledHook release(NestedHost host, String xml) {
        return new KilledHook(host, false, "release", xml, List.of());
    }

    static KilledHook format(NestedHost host, ZbcDisk disk) {
        return new KilledHook(host, true, "format", "", disk.formatArguments());
    }

    /** A test for each system call's name. */
    DynamicContainer atEveryChange() {
        if (!xml.isEmpty()) {
            host.runWith(xml, List.of("tee", FILE)).succeeds();
        }
        return dynamicContainer(
                act + (children ? ", children too" : ""),
                changes().map(change -> dynamicTest(change, () -> kill(change.split(" ")))));
    }

    /** The system calls that change something, and how many there are of each. */
    private Stream<String> changes() {
        if (act.equals("release")) {
            program("prepare");
        }
        String[] count = words(
                children ? List.of("--children", "count") : List.of("count"),
                List.of(HookScenarios.PROGRAM, act),
                arguments);
        List<String> changes = host.runWith(xml, List.of(concat("/project/integration-tests/rig/killed-hook", count)))
                .succeeds()
                .out()
                .lines()
                .toList();
        if (act.equals("format")) {
            host.run("rm", arguments.get(0)).succeeds();
        } else {
            program("release");
        }
        return changes.stream();
    }

    private void kill(String... change) {
        String[] command = words(
                children ? List.of("--children", act) : List.of(act),
                List.of(change),
                act.equals("format") ? arguments : List.of(FILE));
        List<String> everyKill = List.of(concat("/project/integration-tests/rig/every-kill", command));
        assertEquals("", host.runWith("", everyKill, LIMIT).out());
    }

    private void program(String operation) {
        host.runWith(xml, List.of(HookScenarios.PROGRAM, operation)).succeeds();
    }

    private static String[] concat(String first, String... rest) {
        return words(List.of(first), List.of(rest), List.of());
    }

    private static String[] words(List<String> first, List<String> second, List<String> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toArray(String[]::new);
    }
}
