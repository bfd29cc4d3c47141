package org.virtzoned.domainxml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties of an argument of QEMU's command line, read from either of its forms: {@code key=value,…}, in which a comma
 * in a value is doubled, or JSON (qemu(1)).
 *
 * @param values by their keys; a nested object of JSON has keys such as {@code file.filename}, as in the other form
 * @param numbers the keys whose values are JSON numbers, which QEMU reads in another way than the same digits in a string
 */
record ArgumentProperties(Map<String, String> values, Set<String> numbers) {
    private static final JsonFactory JSON = new JsonFactory();

    /** {@code -device} and {@code -blockdev} name their driver first, without a key or with this one. */
    private static final String DRIVER = "driver";

    /** Slot and function, in hexadecimal with or without {@code 0x} (hw/core/qdev-properties-system.c, set_pci_devfn). */
    private static final Pattern SLOT_AND_FUNCTION =
            Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,8})(?:\\.([0-9a-fA-F]{1,8}))?");

    static ArgumentProperties of(String argument) {
        ArgumentProperties properties = new ArgumentProperties(new LinkedHashMap<>(), new HashSet<>());
        if (argument.startsWith("{")) {
            properties.readJson(argument);
        } else {
            properties.readKeyValue(argument);
        }
        return properties;
    }

    /** The driver of a device or a block node; empty where the argument names none. */
    String driver() {
        return text(DRIVER);
    }

    /** A property's value; empty where it is absent. */
    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** The device's id or the block node's name; empty where it has none. */
    String id() {
        return values.containsKey("id") ? text("id") : text("node-name");
    }

    /** A whole number, decimal or hexadecimal after {@code 0x}; -1 for anything else. */
    int number(String key) {
        try {
            return Integer.decode(values.getOrDefault(key, "-1"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Slot and function of {@code addr}: a JSON number is both in one, a string is {@code SLOT.FUNCTION}. */
    Optional<PciPlace> address(int bus) {
        String text = text("addr");
        if (numbers.contains("addr")) {
            int devfn = number("addr");
            return devfn < 0 || devfn > 0xff ? Optional.empty() : Optional.of(new PciPlace(bus, devfn >> 3, devfn & 7));
        }
        Matcher matcher = SLOT_AND_FUNCTION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long slot = Long.parseLong(matcher.group(1), 16);
        long function = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2), 16);
        return slot > PciPlace.LAST_SLOT || function > PciPlace.LAST_FUNCTION
                ? Optional.empty()
                : Optional.of(new PciPlace(bus, (int) slot, (int) function));
    }

    private void readKeyValue(String argument) {
        int start = 0;
        boolean first = true;
        while (start <= argument.length()) {
            int end = endOfProperty(argument, start);
            String property = argument.substring(start, end).replace(",,", ",");
            int equals = property.indexOf('=');
            if (equals > 0) {
                values.put(property.substring(0, equals), property.substring(equals + 1));
            } else if (first) {
                values.put(DRIVER, property);
            }
            first = false;
            start = end + 1;
        }
    }

    /** The next comma that is not doubled, or the end. */
    private static int endOfProperty(String argument, int start) {
        int comma = argument.indexOf(',', start);
        while (comma >= 0 && comma + 1 < argument.length() && argument.charAt(comma + 1) == ',') {
            comma = argument.indexOf(',', comma + 2);
        }
        return comma < 0 ? argument.length() : comma;
    }

    private void readJson(String argument) {
        Deque<Frame> frames = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(argument)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    frames.pop();
                } else if (token != JsonToken.FIELD_NAME) {
                    String key = frames.isEmpty() ? "" : frames.peek().key(parser.currentName());
                    if (token.isStructStart()) {
                        frames.push(new Frame(key.isEmpty() ? "" : key + "."));
                    } else {
                        putJson(key, token, parser.getText());
                    }
                }
            }
        } catch (IOException e) {
            // Not JSON: QEMU will refuse it. What stands before the mistake counts.
        }
    }

    private void putJson(String key, JsonToken token, String text) {
        switch (token) {
            case VALUE_TRUE -> values.put(key, "on");
            case VALUE_FALSE -> values.put(key, "off");
            case VALUE_NUMBER_INT -> {
                values.put(key, text);
                numbers.add(key);
            }
            default -> values.put(key, text);
        }
    }

    /** A JSON object or array that is being read. */
    private static final class Frame {
        private final String prefix;
        private int elements;

        Frame(String prefix) {
            this.prefix = prefix;
        }

        /** The key of the next value: of an array's, its index. */
        String key(String name) {
            return prefix + (name == null ? Integer.toString(elements++) : name);
        }
    }
}
