package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.guest.GuestReport;

/** A domain of the nested host, under its KVM, that boots the test guest of the host's own kernel. */
final class NestedGuest {
    /** Beside another nested host; usual are 15 s. */
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LOOK_AT_STATE = Duration.ofSeconds(3);

    private final NestedHost host;
    private final String name;

    private NestedGuest(NestedHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /** Defines the domain by {@code virt-zoned create}, with devices given as its options. */
    static NestedGuest create(NestedHost host, String name, String guestWords, String... devices) {
        tryToCreate(host, name, guestWords, devices).succeeds();
        return new NestedGuest(host, name);
    }

    static CommandResult tryToCreate(NestedHost host, String name, String guestWords, String... devices) {
        List<String> words = new ArrayList<>(List.of("create", name, "--template", "kernel-dev"));
        for (String parameter : List.of(
                "type=kvm",
                "memory=256M",
                "vcpus=1",
                "kernel=/share/guest/vmlinuz",
                "initrd=/share/guest/initramfs.gz",
                "console-log=/share/" + console(name),
                "cmdline=console=ttyS0 quiet loglevel=0 panic=-1 mitigations=off zoned.report=json zoned.zones=16 "
                        + guestWords)) {
            words.addAll(List.of("--param", parameter));
        }
        words.addAll(List.of(devices));
        return host.virtZoned(words.toArray(String[]::new));
    }

    NestedGuest start() {
        host.virsh("start", name).succeeds();
        return this;
    }

    NestedGuest destroy() {
        host.virsh("destroy", name).succeeds();
        return this;
    }

    /** By the power button, which makes the guest power off; libvirt starts it again in the same QEMU. */
    NestedGuest reboot() {
        host.virsh("reboot", name, "--mode", "acpi").succeeds();
        return this;
    }

    /** As by the reset button, in the same QEMU. */
    NestedGuest reset() {
        host.virsh("reset", name).succeeds();
        return this;
    }

    /** Waits for the guest's report of its first boot since QEMU's start. */
    GuestReport report() {
        return report(1);
    }

    /**
     * Waits for the guest's report of a boot.
     *
     * @param boot counted from 1, since QEMU's start
     */
    GuestReport report(int boot) {
        Instant end = Instant.now().plus(BOOT_LIMIT);
        Instant nextLookAtState = Instant.now().plus(LOOK_AT_STATE);
        List<GuestReport> reports = reports();
        while (reports.size() < boot) {
            if (Instant.now().isAfter(end)) {
                fail("Guest '" + name + "' printed no report of boot " + boot + " in " + BOOT_LIMIT.toSeconds()
                        + " s.\n" + logs());
            }
            if (Instant.now().isAfter(nextLookAtState)) {
                boolean running = host.virsh("domstate", name).out().startsWith("running");
                if (!running && reports().size() < boot) {
                    fail("Guest '" + name + "' ended without a report of boot " + boot + ".\n" + logs());
                }
                nextLookAtState = Instant.now().plus(LOOK_AT_STATE);
            }
            sleep();
            reports = reports();
        }
        return reports.get(boot - 1);
    }

    /** While the guest runs: before its report is whole, or where it stays up afterwards. */
    QemuProcess qemu() {
        return QemuProcess.of(host, name);
    }

    String xml() {
        return host.virsh("dumpxml", "--inactive", name).succeeds().out();
    }

    /** A word that the domain's metadata records of a device. */
    String recorded(String device, String word) {
        Matcher found = Pattern.compile("<zoned:device [^>]*name=['\"]" + device + "['\"][^>]*>")
                .matcher(xml());
        if (found.find()) {
            Matcher value = Pattern.compile(" " + word + "=['\"]([^'\"]*)").matcher(found.group());
            if (value.find()) {
                return value.group(1);
            }
        }
        throw new AssertionError("No " + word + " is recorded of " + device + ": " + xml());
    }

    private List<GuestReport> reports() {
        return GuestReport.parse(host.sharedText(console(name)));
    }

    private String logs() {
        return "--- its console\n" + host.sharedText(console(name)) + "--- libvirt's log of it\n"
                + host.run("cat", "/var/log/libvirt/qemu/" + name + ".log").out() + "---";
    }

    private static String console(String name) {
        return "consoles/" + name + ".log";
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
