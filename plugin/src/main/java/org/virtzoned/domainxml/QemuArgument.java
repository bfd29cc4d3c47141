package org.virtzoned.domainxml;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An option of QEMU's command line with a list of properties: {@code -device nvme,id=zoned-a-ctl,…}.
 *
 * <p>Written in QEMU's key=value form, which every version takes ({@code -device} takes JSON from 6.2 on only).
 *
 * @param option {@code -device} or {@code -blockdev}
 * @param value the first, positional value
 */
record QemuArgument(String option, String value, Map<String, String> properties) {
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

    /** Reads an argument's text: the driver and the properties, in either of its forms. */
    static QemuArgument read(String text) {
        Map<String, String> properties =
                new LinkedHashMap<>(ArgumentProperties.of(text).values());
        String driver = properties.remove("driver");
        return new QemuArgument("", driver == null ? "" : driver, properties);
    }

    /** The text after the option; a comma in a value is doubled (qemu(1), "key=value"). */
    String text() {
        StringBuilder text = new StringBuilder(value);
        properties.forEach((property, propertyValue) ->
                text.append(',').append(property).append('=').append(propertyValue.replace(",", ",,")));
        return text.toString();
    }

    /** The id or node name that an argument gives in key=value form or in JSON, empty if none. */
    static String idOf(String argument) {
        return ArgumentProperties.of(argument).id();
    }
}
