package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Devices written as words and read again. */
class DeviceWordsTest {
    private static final int DEVICES = 3_000;
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new AssertionError("no profile is named");
            },
            "/srv",
            "/srv");

    @Test
    void areReadAsWritten() {
        for (int seed = 0; seed < DEVICES; seed++) {
            ZonedDevice device = new GeneratedDevices(seed).next();

            assertEquals(device, READER.fromWords(device.way(), DeviceWriter.words(device)), "seed " + seed);
        }
    }

    @Test
    void areTheSameInAnOption() {
        for (int seed = 0; seed < DEVICES; seed++) {
            ZonedDevice device = new GeneratedDevices(seed).next();

            assertEquals(device, READER.fromOption(device.way(), option(DeviceWriter.words(device))), "seed " + seed);
        }
    }

    @Test
    void areTheSameInJson() {
        DeviceJson json = new DeviceJson(READER, "the devices");
        for (int seed = 0; seed < DEVICES; seed++) {
            ZonedDevice device = new GeneratedDevices(seed).next();

            assertEquals(List.of(device), json.read(json(device)), "seed " + seed);
        }
    }

    private static String option(Map<String, String> words) {
        return words.entrySet().stream()
                .map(word -> "'" + (word.getKey() + "=" + word.getValue()).replace("'", "'\\''") + "'")
                .collect(Collectors.joining(","));
    }

    /** Numbers as numbers and flags as flags, as {@code list} prints them. */
    private static String json(ZonedDevice device) {
        Map<String, Object> values = new LinkedHashMap<>(DeviceWriter.values(device));
        Object source = values.remove(DeviceWriter.SOURCE);
        StringBuilder json = new StringBuilder("[{" + quoted(device.way().word()) + ":").append(json(source));
        values.forEach((word, value) ->
                json.append(",").append(quoted(word)).append(":").append(json(value)));
        return json.append("}]").toString();
    }

    private static String json(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
