package org.virtzoned.it.nested;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.Needs;

/**
 * A Debian with its stock kernel, booted under emulation by {@code integration-tests/rig/boot}, in which KVM, LIO, SCSI
 * disks, AppArmor and libvirt are real. It ends when this is closed, or this process ends.
 *
 * <p>What it shares with this process is in a folder of Maven's {@code target}, which stays for whoever looks for the
 * cause of a failure: the host's console, the guests' consoles, and what was collected after a failure.
 */
final class NestedHost implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("qemu-system-x86_64", "setpriv", "timeout", "cpio", "gzip", "realpath");
    private static final long MEMORY_MIB = 5 * 1024;
    /** For what the host writes to its disk. */
    private static final Path SCRATCH = Path.of("/var/tmp");

    private static final long SCRATCH_MIB = 3 * 1024;

    private static final Duration BOOT_LIMIT = Duration.ofMinutes(3);
    /** Under emulation, beside another nested host; the longest takes 20 s. */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofMillis(200);
    /** Below {@code /share}: which boot of the host this is. */
    private static final String BOOT = "boot";

    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Suite suite;
    private final Path share;
    private final Process process;
    private GuestAgent agent;
    /** It gave no answer: everything after that would wait in vain, too. */
    private boolean lost;

    private NestedHost(Suite suite, Path share, Process process) {
        this.suite = suite;
        this.share = share;
        this.process = process;
    }

    static NestedHost boot(Suite suite) {
        NestedHost host = null;
        try {
            Path share =
                    emptyFolder(Needs.project().resolve("integration-tests/target/nested-host/" + suite.suiteName()));
            for (String name : List.of("consoles", "logs")) {
                Files.createDirectory(share.resolve(name));
            }
            Process process = new ProcessBuilder(
                            Needs.project()
                                    .resolve("integration-tests/rig/boot")
                                    .toString(),
                            suite.image().toString(),
                            share.toString())
                    .redirectError(Redirect.INHERIT)
                    .start();
            host = new NestedHost(suite, share, process);
            String agent = process.inputReader(UTF_8).readLine();
            if (agent == null) {
                throw new IOException("QEMU did not start; its words are on stderr.");
            }
            host.agent = GuestAgent.connect(Path.of(agent), BOOT_LIMIT);
            // It is connected: without its name nothing stays, however this ends.
            Files.delete(Path.of(agent));
            Files.delete(Path.of(agent).getParent());
            host.rig("services").succeeds();
            return host;
        } catch (IOException | RuntimeException | AssertionError e) {
            if (host != null) {
                host.close();
                throw new IllegalStateException(
                        "The nested host " + suite.suiteName() + " did not come up.\n" + host.consoleTail(), e);
            }
            throw new IllegalStateException("Cannot start the nested host " + suite.suiteName() + ".", e);
        }
    }

    /** What a nested host needs of this machine and hasn't, in words. */
    static List<String> missing(Suite suite) {
        List<String> missing = new ArrayList<>(suite.missing());
        missing.addAll(Needs.missingPrograms(PROGRAMS));
        try {
            if (availableMemoryMib() < MEMORY_MIB) {
                missing.add(MEMORY_MIB + " MiB of memory (available are " + availableMemoryMib() + " MiB)");
            }
            long scratchMib = SCRATCH.toFile().getUsableSpace() >> 20;
            if (scratchMib < SCRATCH_MIB) {
                missing.add(SCRATCH_MIB + " MiB free in " + SCRATCH + " (free are " + scratchMib + " MiB)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return missing;
    }

    private static long availableMemoryMib() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(text -> text.startsWith("MemAvailable:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
    }

    Suite suite() {
        return suite;
    }

    /** Runs a command on the nested host, as root. */
    CommandResult run(String... command) {
        return runWith("", List.of(command));
    }

    /** The same with a text on its standard input. */
    CommandResult runWith(String input, List<String> command) {
        return runWith(input, command, COMMAND_LIMIT);
    }

    /** The same of a command that may take longer than others. */
    CommandResult runWith(String input, List<String> command, Duration limit) {
        if (lost) {
            throw new IllegalStateException("The nested host " + suite.suiteName() + " was lost in a scenario before.");
        }
        List<String> limited =
                new ArrayList<>(List.of("/usr/bin/timeout", "--kill-after=5", Long.toString(limit.toSeconds())));
        limited.addAll(command);
        try {
            CommandResult result = agent.run(limited, input.getBytes(UTF_8), limit.plusSeconds(30));
            return new CommandResult(command, result.status(), result.out(), result.err());
        } catch (IOException e) {
            lost = true;
            throw new UncheckedIOException(
                    "On the nested host " + suite.suiteName() + ": " + String.join(" ", command) + "\n" + consoleTail(),
                    e);
        }
    }

    CommandResult virsh(String... words) {
        return run(concat(List.of("virsh", "-q", "-c", "qemu:///system"), words));
    }

    /** The jar that was built here, run by its launcher. */
    CommandResult virtZoned(String... words) {
        return run(concat(List.of("/project/bin/virt-zoned", "-c", "qemu:///system"), words));
    }

    /** Of {@code integration-tests/rig}. */
    CommandResult rig(String script, String... words) {
        return run(concat(List.of("/project/integration-tests/rig/" + script), words));
    }

    /** Boots again, after everything that was written is on the disk. Guests that run end as they do with a host. */
    void reboot() {
        run("sync").succeeds();
        cutPower();
    }

    /**
     * Cuts the power at once, and boots again. What the host had not written to its disk is lost: its page cache, which is
     * what of a guest's writes was not flushed, and {@code /run}. What it had written is there, flushed or not: the cache of
     * a disk, which a real one would lose as well, is not lost here.
     */
    void cutPower() {
        String before = sharedText(BOOT);
        try {
            agent.order(List.of("/bin/bash", "-c", "echo b > /proc/sysrq-trigger"));
            Instant end = Instant.now().plus(BOOT_LIMIT);
            while (sharedText(BOOT).length() < before.length()
                    || sharedText(BOOT).equals(before)) {
                if (Instant.now().isAfter(end) || !process.isAlive()) {
                    throw new IOException("It has not booted again in " + BOOT_LIMIT.toSeconds() + " s.");
                }
                Thread.sleep(LOOK.toMillis());
            }
            agent.synchronize(BOOT_LIMIT);
        } catch (IOException e) {
            lost = true;
            throw new UncheckedIOException("The nested host " + suite.suiteName() + "\n" + consoleTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        rig("services").succeeds();
    }

    /** A file below {@code /share}, as this process sees it. */
    Path shared(String path) {
        return share.resolve(path);
    }

    /** The text of a file below {@code /share}; nothing while it isn't there. */
    String sharedText(String path) {
        try {
            Path file = shared(path);
            // A console may end in the middle of a character.
            return Files.exists(file) ? Files.readString(file, ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines on the host's console. */
    String consoleTail() {
        List<String> lines = sharedText("console.log").lines().toList();
        return "--- the nested host's console, of " + shared("console.log") + "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())) + "\n---";
    }

    /** Powers the host off. */
    @Override
    public void close() {
        try {
            if (agent != null) {
                if (!lost) {
                    powerOff();
                }
                agent.close();
            }
            process.getOutputStream().close();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The nested host did not end in " + END_LIMIT.toSeconds() + " s.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It may be gone before it answers. */
    private void powerOff() throws InterruptedException {
        try {
            run("bash", "-c", "sync; (sleep 1; echo o > /proc/sysrq-trigger) > /dev/null 2>&1 &");
            process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (UncheckedIOException e) {
            System.err.println("The nested host " + suite.suiteName() + " is gone already: " + e.getMessage());
        }
    }

    private static Path emptyFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static String[] concat(List<String> first, String... rest) {
        return Stream.concat(first.stream(), Arrays.stream(rest)).toArray(String[]::new);
    }
}
