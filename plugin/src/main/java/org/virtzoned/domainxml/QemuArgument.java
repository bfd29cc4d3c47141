package org.virtzoned.domainxml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option of QEMU's command line with a list of properties: {@code -device nvme,id=zoned-a-ctl,…}.
 *
 * <p>Written in QEMU's key=value form, which every version takes ({@code -device} takes JSON from 6.2 on only).
 *
 * @param option {@code -device} or {@code -blockdev}
 * @param value the first, positional value
 */
record QemuArgument(String option, String value, Map<String, String> properties) {
    /** The id or node name of an argument's text: at its beginning or after a comma that is not doubled. */
    private static final Pattern ID = Pattern.compile("(?:^|(?<!,)(?:,,)*,)(?:id|node-name)=([A-Za-z0-9_.-]+)");

    private static final Pattern ID_IN_JSON = Pattern.compile("\"(?:id|node-name)\"\\s*:\\s*\"([^\"]+)\"");

    static QemuArgument device(String driver, String id) {
        return new QemuArgument("-device", driver, new LinkedHashMap<>()).with("id", id);
    }

    static QemuArgument blockdev(String driver, String nodeName) {
        return new QemuArgument("-blockdev", "driver=" + driver, new LinkedHashMap<>()).with("node-name", nodeName);
    }

    QemuArgument with(String property, Object propertyValue) {
        String text = propertyValue instanceof Boolean flag ? (flag ? "on" : "off") : propertyValue.toString();
        properties.put(property, text);
        return this;
    }

    /** The text after the option; a comma in a value is doubled (qemu(1), "key=value"). */
    String text() {
        StringBuilder text = new StringBuilder(value);
        properties.forEach((property, propertyValue) ->
                text.append(',').append(property).append('=').append(propertyValue.replace(",", ",,")));
        return text.toString();
    }

    /** Reads what {@link #text} writes. A property that stands there more than once has its last value, as in QEMU. */
    static QemuArgument parse(String option, String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        String value = null;
        StringBuilder item = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            boolean doubled = text.startsWith(",,", i);
            if (i == text.length() || (text.charAt(i) == ',' && !doubled)) {
                int equals = item.indexOf("=");
                if (value == null) {
                    value = item.toString();
                } else if (equals > 0) {
                    properties.put(item.substring(0, equals), item.substring(equals + 1));
                } else {
                    properties.put(item.toString(), "on");
                }
                item.setLength(0);
            } else {
                item.append(text.charAt(i));
                i += doubled ? 1 : 0;
            }
        }
        return new QemuArgument(option, value, properties);
    }

    /** The id or node name that an argument gives in key=value form or in JSON, empty if none. */
    static String idOf(String argument) {
        Matcher matcher = (argument.startsWith("{") ? ID_IN_JSON : ID).matcher(argument);
        return matcher.find() ? matcher.group(1) : "";
    }
}
