package org.virtzoned.it.nested;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.guest.GuestReport;

/** A domain of the nested host, under its KVM, that boots the test guest of the host's own kernel. */
final class NestedGuest {
    /** Beside another nested host; usual are 15 s. */
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(3);

    /** Its QEMU ends in a second once the guest has powered off. */
    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    private static final String COMMAND_LINE =
            "console=ttyS0 quiet loglevel=0 panic=-1 mitigations=off zoned.report=json zoned.zones=16 ";
    /** Its kernel looks at a new disk in a second. */
    private static final Duration PLUG_LIMIT = Duration.ofSeconds(40);

    private static final Duration LOOK = Duration.ofMillis(200);
    /** Rarely: virsh takes a second of the host's only processor, which the guest boots on. */
    private static final Duration LOOK_AT_STATE = Duration.ofSeconds(15);

    private final NestedHost host;
    private final String name;

    private NestedGuest(NestedHost host, String name) {
        this.host = host;
        this.name = name;
    }

    /**
     * Defines the domain by {@code virt-zoned create}, with devices given as its options, from the template kernel-dev without
     * its free root ports.
     */
    static NestedGuest create(NestedHost host, String name, String guestWords, String... devices) {
        tryToCreate(host, name, guestWords, devices).succeeds();
        return new NestedGuest(host, name);
    }

    static CommandResult tryToCreate(NestedHost host, String name, String guestWords, String... devices) {
        List<String> words = new ArrayList<>(List.of("create", name, "--template", "nested"));
        for (String parameter : List.of(
                "type=kvm",
                "memory=256M",
                "vcpus=1",
                "kernel=/share/guest/vmlinuz",
                "initrd=/share/guest/initramfs.gz",
                "console-log=/share/" + console(name),
                "cmdline=" + COMMAND_LINE + guestWords)) {
            words.addAll(List.of("--param", parameter));
        }
        words.addAll(List.of(devices));
        return host.virtZoned(words.toArray(String[]::new));
    }

    /**
     * Defines the domain by virsh. Its devices are put in by {@code virt-zoned filter}, which looks nothing up: they may be
     * such as {@code attach} would refuse. It runs on this machine, where a JVM starts in no time.
     */
    static NestedGuest define(NestedHost host, String name, String guestWords, String... devices) {
        NestedGuest guest = new NestedGuest(host, name);
        try (InputStream document = NestedGuest.class.getResourceAsStream("guest.xml")) {
            guest.redefine(Filter.run(
                    new String(document.readAllBytes(), UTF_8)
                            .replace("@name@", name)
                            .replace("@uuid@", uuid(name))
                            .replace("@console@", "/share/" + console(name))
                            .replace("@cmdline@", COMMAND_LINE + guestWords),
                    devices));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return guest;
    }

    /** A copy under another name and UUID, as virt-clone makes it: but for its console all else the domain has is in both. */
    static NestedGuest copy(NestedHost host, NestedGuest original, String name) {
        return new NestedGuest(host, name)
                .redefine(original.xml()
                        .replace("<name>" + original.name + "</name>", "<name>" + name + "</name>")
                        .replace(console(original.name), console(name))
                        .replaceFirst("<uuid>[^<]*</uuid>", "<uuid>" + uuid(name) + "</uuid>"));
    }

    /** The number of its QEMU's process, and a word that stands for it. */
    Map<String, String> processNames() {
        return Map.of(
                host.run("cat", "/run/libvirt/qemu/" + name + ".pid")
                        .succeeds()
                        .out()
                        .strip(),
                "PID");
    }

    /** Of a domain that {@link #define} made. */
    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    /** Defines it anew, as {@code virsh edit} does. */
    NestedGuest redefine(String xml) {
        host.runWith(xml, List.of("virsh", "-q", "-c", "qemu:///system", "define", "/dev/stdin"))
                .succeeds();
        return this;
    }

    NestedGuest redefine(UnaryOperator<String> edit) {
        return redefine(edit.apply(xml()));
    }

    /** Has AppArmor not confine it, which takes half the time of a start under emulation. */
    NestedGuest unconfined() {
        return redefine(xml -> xml.replace("</domain>", "<seclabel type='none' model='apparmor'/></domain>"));
    }

    /** Gives it root ports that devices can be plugged into while it runs. */
    NestedGuest withFreePorts(int count) {
        return redefine(xml -> xml.replace(
                "</devices>", "<controller type='pci' model='pcie-root-port'/>".repeat(count) + "</devices>"));
    }

    /** Has it boot with the QEMU guest agent, which answers after the report where the guest stays up ({@code zoned.loop}). */
    NestedGuest withAgent() {
        return redefine(xml -> xml.replace("/share/guest/initramfs.gz", "/share/guest/with-agent.gz")
                .replace(
                        "<devices>",
                        xml.contains("org.qemu.guest_agent.0")
                                ? "<devices>"
                                : "<devices><channel type='unix'><target type='virtio'"
                                        + " name='org.qemu.guest_agent.0'/></channel>"));
    }

    NestedGuest awaitAgent() {
        Instant end = Instant.now().plus(BOOT_LIMIT);
        while (host.virsh("qemu-agent-command", name, "{\"execute\":\"guest-ping\"}")
                        .status()
                != 0) {
            if (Instant.now().isAfter(end)) {
                fail("The agent of guest '" + name + "' does not answer.\n" + logs());
            }
            sleep();
        }
        return this;
    }

    String name() {
        return name;
    }

    NestedGuest start() {
        host.virsh("start", name).succeeds();
        return this;
    }

    /** Starts QEMU, but not the guest's processor. */
    NestedGuest startPaused() {
        host.virsh("start", name, "--paused").succeeds();
        return this;
    }

    boolean isRunning() {
        return host.virsh("domstate", name).out().startsWith("running");
    }

    /** Waits for the guest to power off by itself, and for libvirt to be through with it. */
    NestedGuest awaitEnd() {
        Instant end = Instant.now().plus(END_LIMIT);
        while (!host.virsh("domstate", name).succeeds().out().startsWith("shut off")) {
            if (Instant.now().isAfter(end)) {
                fail("Guest '" + name + "' has not ended.\n" + logs());
            }
            sleep();
        }
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
                if (!isRunning() && reports().size() < boot) {
                    fail("Guest '" + name + "' ended without a report of boot " + boot + ".\n" + logs());
                }
                nextLookAtState = Instant.now().plus(LOOK_AT_STATE);
            }
            sleep();
            reports = reports();
        }
        return reports.get(boot - 1);
    }

    /**
     * Waits for disks that are plugged into the guest once its report is whole ({@code zoned.watch=yes}).
     *
     * @param count how many come since QEMU's start
     */
    GuestReport plugged(int count) {
        return new GuestReport(await(GuestReport::plugged, count, "disks plugged in"), List.of(), List.of());
    }

    /** Waits for disks that the guest gives up, as it says itself. */
    void awaitUnplugged(int count) {
        await(GuestReport::unplugged, count, "disks unplugged");
    }

    private <T> List<T> await(Function<String, List<T>> said, int count, String what) {
        Instant end = Instant.now().plus(PLUG_LIMIT);
        List<T> found = said.apply(host.sharedText(console(name)));
        while (found.size() < count) {
            if (Instant.now().isAfter(end)) {
                fail("Guest '" + name + "' says of " + found.size() + " " + what + " in " + PLUG_LIMIT.toSeconds()
                        + " s, expected " + count + ".\n" + logs());
            }
            sleep();
            found = said.apply(host.sharedText(console(name)));
        }
        return found;
    }

    /** While the guest runs: before its report is whole, or where it stays up afterwards. */
    QemuProcess qemu() {
        return QemuProcess.of(host, name);
    }

    /** How far the zone is written and flushed that the guest writes full ({@code zoned.flush=yes}). */
    OptionalLong flushedSectors512() {
        return GuestReport.flushedSectors512(host.sharedText(console(name)));
    }

    String xml() {
        return host.virsh("dumpxml", "--inactive", name).succeeds().out();
    }

    /** What it runs with. */
    String liveXml() {
        return host.virsh("dumpxml", name).succeeds().out();
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
