package org.virtzoned.it;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The devices of a QEMU that runs, by their drivers, as its monitor's {@code info qtree} shows them. */
final class QemuDevices {
    private static final Pattern DEVICE = Pattern.compile("dev: (\\S+), id .*");
    private static final Pattern PROPERTY = Pattern.compile("(\\S+) = (.*)");

    private final Map<String, Map<String, String>> devices = new HashMap<>();

    private QemuDevices() {}

    static QemuDevices of(PrivateLibvirt libvirt, String domain) {
        CommandResult tree = libvirt.virsh("qemu-monitor-command", domain, "--hmp", "info qtree");
        QemuDevices devices = new QemuDevices();
        Map<String, String> properties = new HashMap<>();
        for (String line : tree.succeeds().out().lines().map(String::strip).toList()) {
            Matcher device = DEVICE.matcher(line);
            Matcher property = PROPERTY.matcher(line);
            if (device.matches()) {
                properties = new HashMap<>();
                devices.devices.put(device.group(1), properties);
            } else if (property.matches()) {
                properties.put(property.group(1), property.group(2).replace("\"", ""));
            }
        }
        return devices;
    }

    /** The properties of the device of a driver, the last where there are several; empty if there is none. */
    Map<String, String> properties(String driver) {
        return devices.getOrDefault(driver, Map.of());
    }
}
