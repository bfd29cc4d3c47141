package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.virtzoned.HostDevices;
import org.virtzoned.host.ZonedBlockDevice;

/**
 * Looks at a host's zoned block devices again and again, and prints what has changed: on a terminal all of them anew, as
 * watch(1) does; elsewhere a line a device, with the kernel's word for what became of it, as udevadm monitor does.
 *
 * @param pause waits between two looks; false ends
 */
record DevicesWatch(Supplier<HostDevices> look, BooleanSupplier pause) {
    /** The cursor to the upper left, and all below it erased (ECMA-48: CUP, ED). */
    private static final String CLEAR = "\u001B[H\u001B[2J";

    /** What became of a device. */
    private enum Event {
        ADD,
        REMOVE,
        CHANGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ends when the pause does, or nobody reads any more. */
    void print(PrintWriter out, PrintWriter err, Terminal terminal, boolean json) {
        boolean anew = terminal.interactive() && !json;
        Optional<HostDevices> before = Optional.empty();
        do {
            HostDevices now = look.get();
            if (!before.equals(Optional.of(now))) {
                if (anew) {
                    out.print(CLEAR);
                    new DevicesReport(now).print(out, terminal);
                } else {
                    printChanges(before, now, (event, device) -> print(out, event, device, terminal, json));
                }
                if (anew || !before.map(HostDevices::notice).equals(Optional.of(now.notice()))) {
                    now.notice().ifPresent(notice -> err.println("warning: " + notice));
                }
            }
            before = Optional.of(now);
        } while (!out.checkError() && pause.getAsBoolean());
    }

    private static Map<String, ZonedBlockDevice> byName(Optional<HostDevices> found) {
        Map<String, ZonedBlockDevice> devices = new LinkedHashMap<>();
        found.ifPresent(host ->
                host.devices().forEach(device -> devices.put(device.names().first(), device)));
        return devices;
    }

    private static void printChanges(
            Optional<HostDevices> before, HostDevices after, BiConsumer<Event, ZonedBlockDevice> print) {
        Map<String, ZonedBlockDevice> known = byName(before);
        Map<String, ZonedBlockDevice> now = byName(Optional.of(after));
        known.forEach((name, device) -> {
            if (!now.containsKey(name)) {
                print.accept(Event.REMOVE, device);
            }
        });
        now.forEach((name, device) -> {
            if (!known.containsKey(name)) {
                print.accept(Event.ADD, device);
            } else if (!known.get(name).equals(device)) {
                print.accept(Event.CHANGE, device);
            }
        });
    }

    private static void print(PrintWriter out, Event event, ZonedBlockDevice device, Terminal terminal, boolean json) {
        if (json) {
            JsonOutput.printLine(out, generator -> write(generator, event, device));
        } else {
            out.println(DeviceColumn.ALL.stream()
                    .map(column -> terminal.shown(column.cell(device)))
                    .collect(Collectors.joining("  ", event.word() + "  ", "")));
        }
    }

    private static void write(JsonGenerator json, Event event, ZonedBlockDevice device) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", event.word());
        json.writeFieldName("device");
        DeviceListJson.write(json, device);
        json.writeEndObject();
    }
}
