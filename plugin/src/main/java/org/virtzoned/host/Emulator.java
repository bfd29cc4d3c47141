package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.virtzoned.linux.BoundedProgram;

/**
 * QEMU's program, and what it says of itself.
 *
 * @param version as QEMU writes it, {@code 7.2.22}
 * @param devices the models of its devices
 * @param zonedNamespaces whether its NVMe namespaces can have zones
 */
public record Emulator(Path program, String version, Set<String> devices, boolean zonedNamespaces) {
    /** Of Debian and most others, of Red Hat's, and an older one of theirs. */
    private static final List<String> USUAL =
            List.of("usr/bin/qemu-system-x86_64", "usr/libexec/qemu-kvm", "usr/bin/qemu-kvm");

    /** It answers in some hundredths of a second. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Pattern VERSION = Pattern.compile("QEMU emulator version ([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern DEVICE = Pattern.compile("(?m)^name \"([^\"]+)\"");
    private static final Pattern ZONED = Pattern.compile("(?m)^ *zoned=<bool>");

    public Emulator {
        devices = Set.copyOf(devices);
    }

    /** Where QEMU usually is; empty where it is in none of these places. */
    public static Optional<Path> usualProgram() {
        return usualProgram(Path.of("/"));
    }

    static Optional<Path> usualProgram(Path root) {
        return USUAL.stream().map(root::resolve).filter(Files::isExecutable).findFirst();
    }

    /**
     * Asks a program.
     *
     * @throws HostException if it does not answer as QEMU does
     */
    public static Emulator ask(Path program) {
        return parse(
                program,
                answer(program, "--version"),
                answer(program, "-machine", "none", "-device", "help"),
                run(program, namespaceHelp()).words());
    }

    /**
     * Refuses a build of QEMU whose NVMe namespaces cannot have zones, or that has none, whatever its version: some
     * distributions leave the device out.
     *
     * @param act such as {@code Cannot attach /x/z.raw}
     * @throws HostException where it is one, or does not answer
     */
    public static void requireZonedNamespaces(Path program, String act) {
        BoundedProgram.Result answer = run(program, namespaceHelp());
        if (!answer.inTime()) {
            throw notInTime(program);
        }
        if (!ZONED.matcher(answer.words()).find()) {
            throw new HostException(
                    act + ": " + program + " has no NVMe namespaces with zones, expected QEMU's device nvme-ns.",
                    "Take a QEMU that has it, or an emulated disk that needs no NVMe: --virtio-scsi zbc:FILE,….");
        }
    }

    /**
     * Reads the answers.
     *
     * @param versionAnswer to {@code --version}
     * @param devicesAnswer to {@code -device help}
     * @param namespaceAnswer to {@code -device nvme-ns,help}
     * @throws HostException if the first is not QEMU's
     */
    static Emulator parse(Path program, String versionAnswer, String devicesAnswer, String namespaceAnswer) {
        Matcher version = VERSION.matcher(versionAnswer);
        if (!version.find()) {
            throw new HostException(
                    "Cannot ask " + program + " for its version: it does not answer as QEMU does.", null);
        }
        Set<String> devices = DEVICE.matcher(devicesAnswer)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
        return new Emulator(
                program,
                version.group(1),
                devices,
                ZONED.matcher(namespaceAnswer).find());
    }

    private static String answer(Path program, String... arguments) {
        BoundedProgram.Result result = run(program, arguments);
        if (!result.inTime()) {
            throw notInTime(program);
        }
        if (result.status() != 0) {
            throw new HostException("Cannot ask " + program + ": " + result.lastWords() + ".", null);
        }
        return result.words();
    }

    /** One that has no such device says so and fails. */
    private static String[] namespaceHelp() {
        return new String[] {"-machine", "none", "-device", "nvme-ns,help"};
    }

    private static HostException notInTime(Path program) {
        return new HostException(
                "Cannot ask " + program + ": it has not answered in " + LIMIT.toSeconds() + " s.", null);
    }

    private static BoundedProgram.Result run(Path program, String... arguments) {
        try {
            return new BoundedProgram(program, LIMIT).run(List.of(arguments));
        } catch (IOException e) {
            throw HostException.failed("run", program, e);
        }
    }
}
