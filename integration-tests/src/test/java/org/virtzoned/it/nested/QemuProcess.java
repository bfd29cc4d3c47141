package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The QEMU of a domain that runs, as the nested host's /proc shows it.
 *
 * @param user the number of the user that it runs as
 * @param capabilities its effective capabilities, as hexadecimal digits
 * @param confinement its AppArmor profile, and the profile's mode
 */
record QemuProcess(String user, String capabilities, String confinement, List<String> arguments) {
    private static final Pattern DRIVER = Pattern.compile("\"driver\":\"([^\"]*)\"");

    QemuProcess {
        arguments = List.copyOf(arguments);
    }

    static QemuProcess of(NestedHost host, String domain) {
        String script =
                "cd /proc/\"$(cat /run/libvirt/qemu/\"$1\".pid)\" && awk '/^Uid:/ { print $3 } /^CapEff:/ { print $2 }' status"
                        + " && cat attr/current && tr '\\0' '\\n' < cmdline";
        List<String> lines = host.run("bash", "-c", script, "-", domain)
                .succeeds()
                .out()
                .lines()
                .toList();
        return new QemuProcess(lines.get(0), lines.get(1), lines.get(2), lines.subList(3, lines.size()));
    }

    /** QEMU's name of the driver of the only SCSI device that libvirt gave it. */
    String scsiDevice() {
        List<String> found = IntStream.range(1, arguments.size())
                .filter(i -> arguments.get(i - 1).equals("-device"))
                .mapToObj(i -> driver(arguments.get(i)))
                .filter(driver -> driver.startsWith("scsi-"))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("QEMU has the SCSI devices " + found + ", expected one: " + arguments);
        }
        return found.get(0);
    }

    /** What libvirt said of the only device of a driver, of the properties asked for. */
    Map<String, String> properties(String driver, String... names) {
        String device = IntStream.range(1, arguments.size())
                .filter(i -> arguments.get(i - 1).equals("-device"))
                .mapToObj(arguments::get)
                .filter(argument -> driver(argument).equals(driver))
                .collect(Collectors.joining(" "));
        Map<String, String> properties = new HashMap<>();
        for (String name : names) {
            Matcher matcher =
                    Pattern.compile("\"" + Pattern.quote(name) + "\":([^,}]*)").matcher(device);
            if (matcher.find()) {
                properties.put(name, matcher.group(1));
            }
        }
        return properties;
    }

    /** Runs as a user of its own, without capabilities, confined by AppArmor. */
    void assertUnprivileged() {
        assertAll(
                () -> assertNotEquals("0", user, "QEMU's user"),
                () -> assertEquals("0000000000000000", capabilities, "QEMU's capabilities"),
                () -> assertTrue(confinement.matches("libvirt-.* \\(enforce\\)"), "QEMU's profile: " + confinement));
    }

    /** In JSON, or in the older form where the driver comes first. */
    private static String driver(String device) {
        Matcher json = DRIVER.matcher(device);
        return json.find() ? json.group(1) : device.replaceFirst(",.*", "");
    }
}
