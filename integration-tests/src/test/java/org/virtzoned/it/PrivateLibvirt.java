package org.virtzoned.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A libvirt of the tests' own, which {@code integration-tests/private-libvirt} runs: the system's as root, else the
 * user's session; or that of another release. It ends, with its guests and all files, when this is closed or this process ends.
 */
final class PrivateLibvirt implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 150;
    private static final int COMMAND_LIMIT_SECONDS = 60;
    private static final int END_LIMIT_SECONDS = 30;
    private static final boolean SYSTEM = System.getProperty("user.name").equals("root");

    private final Path folder;
    private final Optional<Release> release;
    private final Process process;

    private PrivateLibvirt(Path folder, Optional<Release> release, Process process) {
        this.folder = folder;
        this.release = release;
        this.process = process;
    }

    /** @param release whose daemons and programs to run; empty for those of this host */
    static PrivateLibvirt start(Optional<Release> release) {
        try {
            // Sockets lie in it, whose paths must be short; and QEMU's own user must get through it.
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "vz-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            List<String> command = new ArrayList<>(List.of(
                    Needs.project().resolve("integration-tests/private-libvirt").toString(), folder.toString()));
            release.ifPresent(
                    other -> command.addAll(List.of("--root", other.root().toString())));
            if (!Needs.hasKvm()) {
                command.add("--without-kvm");
            }
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            PrivateLibvirt libvirt = new PrivateLibvirt(folder, release, process);
            libvirt.awaitReady();
            libvirt.makeFolders();
            return libvirt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is the system's, where QEMU has a user of its own. */
    boolean isSystem() {
        return SYSTEM;
    }

    /** The release whose it is. */
    Release release() {
        return release.orElseThrow();
    }

    /** For commands that {@link #run} runs. */
    String uri() {
        return SYSTEM ? "qemu:///system" : "qemu:///session";
    }

    /** For this process, to which the daemon's socket is not in its usual place. */
    String uriFromOutside() {
        return uri().replace("qemu:", "qemu+unix:") + "?socket=" + folder.resolve("run/libvirt/libvirt-sock");
    }

    /** A folder for the backing files of devices. */
    Path files() {
        return folder.resolve("files");
    }

    /** Makes a sparse file among them, of zeros, which QEMU may write. */
    Path file(String name, long bytes) {
        Path path = files().resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder of what users have, which the XDG variables say where it is. */
    Path userConfiguration() {
        return folder.resolve("config");
    }

    Path kernel() {
        return folder.resolve("guest/vmlinuz");
    }

    Path initialRamFileSystem() {
        return folder.resolve("guest/initramfs.gz");
    }

    /** The same with the QEMU guest agent. */
    Path initialRamFileSystemWithAgent() {
        return folder.resolve("guest/with-agent.gz");
    }

    /** The file that a guest's console is to be written to. */
    Path console(String domain) {
        return folder.resolve("consoles").resolve(domain + ".log");
    }

    /** What libvirt logs of a guest: QEMU's command line, and what QEMU says on stderr. */
    Path log(String domain) {
        return folder.resolve(SYSTEM ? "var-log-libvirt/qemu" : "cache/libvirt/qemu/log")
                .resolve(domain + ".log");
    }

    /** A folder of a system's QEMU, whose owner is the user that it runs as. */
    Path qemuFolder() {
        return folder.resolve("var-lib-libvirt/qemu");
    }

    /** What the daemons say on stderr. */
    Path daemonsLog() {
        return folder.resolve("daemons.log");
    }

    CommandResult virsh(String... words) {
        return run(concat(List.of("virsh", "-q", "-c", uri()), words));
    }

    CommandResult virtZoned(String... words) {
        return run(concat(List.of(launcher(), "-c", uri()), words));
    }

    /** The same with a file on standard input. */
    CommandResult virtZonedFrom(Path input, String... words) {
        List<String> command = concat(List.of(launcher(), "-c", uri()), words);
        return finish(command, begin(command, input));
    }

    String launcher() {
        return Needs.project().resolve("bin/virt-zoned").toString();
    }

    /** Runs a command where the daemon's socket is in its usual place, as its user would. */
    CommandResult run(List<String> command) {
        return finish(command, begin(command));
    }

    /** Runs commands at the same time. */
    List<CommandResult> runTogether(List<List<String>> commands) {
        List<Process> processes = commands.stream().map(this::begin).toList();
        List<CommandResult> results = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            results.add(finish(commands.get(i), processes.get(i)));
        }
        return results;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The private libvirt did not end in " + END_LIMIT_SECONDS + " s.");
            }
            if (Files.exists(folder)) {
                throw new IllegalStateException("The private libvirt left " + folder + " behind.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitReady() {
        String words = within(START_LIMIT_SECONDS, "the start of libvirt", process, () -> {
            byte[] ready = process.getInputStream().readNBytes("ready\n".length());
            return new String(ready, UTF_8);
        });
        if (!words.equals("ready\n")) {
            throw new IllegalStateException("The private libvirt did not start; its words are on stderr.");
        }
    }

    private void makeFolders() throws IOException {
        for (String name : List.of("files", "guest", "consoles", "config")) {
            Path made = folder.resolve(name);
            if (!Files.exists(made)) {
                Files.createDirectory(made);
            }
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        // Copies: libvirt gives them to QEMU's user while a guest runs.
        Files.copy(Needs.guestFolder().resolve("vmlinuz"), kernel());
        Files.copy(Needs.guestFolder().resolve("initramfs.gz"), initialRamFileSystem());
        Files.copy(Needs.guestFolder().resolve("initramfs.gz"), initialRamFileSystemWithAgent());
        Files.write(
                initialRamFileSystemWithAgent(),
                Files.readAllBytes(Needs.guestFolder().resolve("agent.gz")),
                StandardOpenOption.APPEND);
    }

    private Process begin(List<String> command) {
        return begin(command, Path.of("/dev/null"));
    }

    private Process begin(List<String> command, Path input) {
        List<String> words = new ArrayList<>();
        if (SYSTEM) {
            // --root, with --wd: else the commands would be outside of the chroot that all of this may run in.
            long inside = process.children().findFirst().orElseThrow().pid();
            words.addAll(
                    List.of("nsenter", "--target", Long.toString(inside), "--mount", "--pid", "--root", "--wd", "--"));
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectInput(Redirect.from(input.toFile()));
        builder.environment().putAll(environment());
        // Of the tests' own process.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        if (release.isPresent()) {
            // It has a Java of its own.
            builder.environment().remove("JAVA_HOME");
        }
        if (SYSTEM) {
            builder.environment().remove("XDG_RUNTIME_DIR");
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        String user = userConfiguration().toString();
        return SYSTEM
                ? Map.of("XDG_CONFIG_HOME", user)
                : Map.of(
                        "XDG_CONFIG_HOME", user,
                        "XDG_RUNTIME_DIR", folder.resolve("run").toString(),
                        "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                        "XDG_DATA_HOME", folder.resolve("data").toString());
    }

    private static CommandResult finish(List<String> command, Process process) {
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        String out =
                within(COMMAND_LIMIT_SECONDS, String.join(" ", command), process, () -> read(process.getInputStream()));
        return new CommandResult(
                command,
                within(COMMAND_LIMIT_SECONDS, String.join(" ", command), process, process::waitFor),
                out,
                err.join());
    }

    /** Something that a process does, or its end, if it takes too long. */
    private static <T> T within(int seconds, String what, Process process, Work<T> work) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException(what + " took longer than " + seconds + " s.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed.", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static List<String> concat(List<String> first, String... rest) {
        List<String> words = new ArrayList<>(first);
        words.addAll(Arrays.asList(rest));
        return words;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException, InterruptedException;
    }
}
