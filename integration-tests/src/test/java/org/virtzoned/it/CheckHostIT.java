package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code check WAY} with a real libvirt and the QEMU that it runs. Its host has no hook. */
@ExtendWith(LibvirtExtension.class)
class CheckHostIT {
    private static final Pattern LINE = Pattern.compile("([a-z:-]+: Checking .*?) +: (PASS|WARN|FAIL)(?: \\((.*)\\))?");
    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?");

    private final PrivateLibvirt libvirt;

    CheckHostIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void namespacesCanBeEmulated() {
        Map<String, String> checks =
                checks(libvirt.virtZoned("check", "nvme-zns").succeeds());

        assertEquals(
                "PASS " + version("qemu-system-x86_64") + ", /usr/bin/qemu-system-x86_64",
                checks.get("host: Checking for QEMU"));
        assertEquals(
                "PASS " + version("libvirtd").replaceFirst("\\.0$", "") + ", " + libvirt.uri(),
                checks.get("host: Checking for libvirt"));
        assertEquals("PASS", checks.get("nvme-zns: Checking for QEMU's nvme"));
        assertEquals("PASS", checks.get("nvme-zns: Checking for zones of QEMU's nvme-ns"));
        assertEquals(
                Needs.hasKvm() ? "PASS" : "WARN",
                checks.get("host: Checking that KVM runs a guest").split(" ", 2)[0]);
    }

    /** Of the system's guests it is the hook that is missing; a session's cannot have LIO at all. */
    @Test
    void whatIsMissingFailsWithItsRemedy() {
        Map<String, String> checks =
                checks(libvirt.virtZoned("check", "virtio-scsi:zbc").exits(1));

        if (libvirt.isSystem()) {
            assertEquals(
                    "FAIL /etc/libvirt/hooks/qemu.d/virt-zoned is not there. Run: virt-zoned hooks install",
                    checks.get("virtio-scsi:zbc: Checking for the hook"));
        } else {
            assertEquals(
                    "FAIL guests of a session run as their user, who may make no LIO objects. Take the system's libvirt:"
                            + " --connect qemu:///system",
                    checks.get("virtio-scsi:zbc: Checking for the system's guests"));
        }
    }

    @Test
    void withoutLibvirtQemuIsAskedAllTheSame() {
        String uri = "qemu+unix:///system?socket=/nowhere/libvirt-sock";
        Map<String, String> checks = checks(libvirt.run(List.of(libvirt.launcher(), "-c", uri, "check", "nvme-zns"))
                .exits(1));

        assertTrue(
                checks.get("host: Checking for libvirt").startsWith("FAIL Cannot connect to libvirt at '" + uri + "'"),
                checks::toString);
        assertEquals("PASS", checks.get("nvme-zns: Checking for QEMU's nvme"));
    }

    /** What was checked, with the result and what is in its parentheses. Nothing else is printed. */
    private static Map<String, String> checks(CommandResult result) {
        assertEquals("", result.err());
        Map<String, String> checks = new TreeMap<>();
        for (String line : result.out().lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            checks.put(matcher.group(1), matcher.group(2) + (matcher.group(3) == null ? "" : " " + matcher.group(3)));
        }
        return checks;
    }

    /** As the program itself says it. */
    private String version(String program) {
        String words = libvirt.run(List.of(program, "--version")).succeeds().out();
        return VERSION.matcher(words).results().findFirst().orElseThrow().group();
    }
}
