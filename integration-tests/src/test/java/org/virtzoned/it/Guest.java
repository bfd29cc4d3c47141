package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.virtzoned.it.guest.GuestReport;

/** A domain that boots the test guest, which prints on its console what it sees of its disks. */
final class Guest {
    /** Under emulation on a slow machine; usual are 10 s. */
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final PrivateLibvirt libvirt;
    private final String name;

    Guest(PrivateLibvirt libvirt, String name) {
        this.libvirt = libvirt;
        this.name = name;
    }

    /** The kernel's command line for a report, with further words for {@code guest/init}. */
    static String kernelCommandLine(String... words) {
        return "console=ttyS0 quiet loglevel=0 panic=-1 zoned.report=json " + String.join(" ", words);
    }

    /** Creates the domain of the template {@code kernel-dev}, and starts it. */
    Guest create(String kernelCommandLine, String... devices) {
        return define(libvirt.initialRamFileSystem(), kernelCommandLine, devices)
                .start();
    }

    /**
     * Creates the domain of the template {@code kernel-dev}.
     *
     * @param initialRamFileSystem the test guest's, with the agent or without
     */
    Guest define(Path initialRamFileSystem, String kernelCommandLine, String... devices) {
        List<String> words = new ArrayList<>(List.of(
                "create",
                name,
                "--template",
                "kernel-dev",
                "--param",
                "type=" + (Needs.hasKvm() ? "kvm" : "qemu"),
                "--param",
                "memory=256M",
                "--param",
                "vcpus=1",
                "--param",
                "kernel=" + libvirt.kernel(),
                "--param",
                "initrd=" + initialRamFileSystem,
                "--param",
                "console-log=" + libvirt.console(name),
                "--param",
                "cmdline=" + kernelCommandLine));
        words.addAll(List.of(devices));
        libvirt.virtZoned(words.toArray(String[]::new)).succeeds();
        return this;
    }

    /** Defines it anew, as {@code virsh edit} does. */
    Guest redefine(UnaryOperator<String> edit) {
        String xml = libvirt.virsh("dumpxml", "--inactive", name).succeeds().out();
        try {
            Path file = Files.writeString(libvirt.files().resolve(name + ".xml"), edit.apply(xml));
            libvirt.virsh("define", file.toString()).succeeds();
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts QEMU, but not the guest's processor. */
    Guest startPaused() {
        libvirt.virsh("start", name, "--paused").succeeds();
        return this;
    }

    Guest start() {
        libvirt.virsh("start", name).succeeds();
        return this;
    }

    /** Waits for the guest's report. */
    GuestReport report() {
        Instant end = Instant.now().plus(BOOT_LIMIT);
        while (reports().isEmpty()) {
            if (Instant.now().isAfter(end)) {
                fail("Guest '" + name + "' printed no report in " + BOOT_LIMIT.toSeconds() + " s.\n" + logs());
            }
            if (!isRunning() && reports().isEmpty()) {
                fail("Guest '" + name + "' ended without a report.\n" + logs());
            }
            sleep();
        }
        return reports().get(0);
    }

    /** Waits until its agent answers. */
    Guest awaitAgent() {
        Instant end = Instant.now().plus(BOOT_LIMIT);
        while (libvirt.virsh("qemu-agent-command", name, "{\"execute\":\"guest-ping\"}")
                        .status()
                != 0) {
            if (Instant.now().isAfter(end)) {
                fail("The agent of guest '" + name + "' does not answer.\n" + logs());
            }
            sleep();
        }
        return this;
    }

    boolean isRunning() {
        return libvirt.virsh("domstate", name).out().startsWith("running");
    }

    private List<GuestReport> reports() {
        return GuestReport.parse(console());
    }

    private String console() {
        return text(libvirt.console(name));
    }

    private String logs() {
        return "--- its console\n" + console() + "--- libvirt's log of it\n" + text(libvirt.log(name)) + "---";
    }

    private static String text(Path file) {
        try {
            // The console may end in the middle of a character.
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
