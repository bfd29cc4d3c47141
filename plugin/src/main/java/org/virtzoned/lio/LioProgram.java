package org.virtzoned.lio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.linux.BoundedProgram;

/**
 * The administrator's program {@code virt-zoned-lio}, which comes with the hook. It says what it refuses on stderr: a
 * line, and perhaps what to do about it in another.
 */
public final class LioProgram {
    private static final Path INSTALLED = Path.of("/usr/local/sbin/virt-zoned-lio");

    /** Of what it does itself it limits the time more; formatting a large file takes longer. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Its exit status where it does not know a word. */
    private static final int USAGE = 2;

    private final Path program;

    public LioProgram() {
        this(INSTALLED);
    }

    public LioProgram(Path program) {
        this.program = program;
    }

    public boolean isInstalled() {
        return Files.isExecutable(program);
    }

    /**
     * Refuses an act that needs the program, where it is not there.
     *
     * @param act such as {@code Cannot make /x/zbc0.raw}
     */
    public void requireInstalled(String act) {
        if (!isInstalled()) {
            throw new LioException(
                    act + ": found no " + program + ", expected the program that comes with the hook.",
                    "Install it: virt-zoned hooks install",
                    null);
        }
    }

    /**
     * Makes and formats the file of an emulated ZBC disk, whole or not at all.
     *
     * @param path where nothing is
     * @param disk the geometry; its own path does not matter
     */
    public void format(SourcePath path, ZbcDisk disk) {
        run("Cannot make " + path, words("format", path, disk));
    }

    /**
     * Accepts the file of an emulated ZBC disk that is whole, and of just this geometry.
     *
     * @throws LioException if it is another
     */
    public void check(SourcePath path, ZbcDisk disk) {
        run("Cannot check " + path, words("check", path, disk));
    }

    /**
     * Makes on this host what a domain's devices need, of which its guest may have some already.
     *
     * @param xml the domain, with the elements and the record of all of them
     * @throws LioException if one of them must not be given to it; then what this made is gone again
     */
    public void prepare(String xml) {
        run("Cannot prepare this host", List.of("prepare"), xml);
    }

    /**
     * What {@link #prepare} would refuse now, all of it. Nothing on this host is changed.
     *
     * @param xml the domain, with the elements and the record of its devices
     * @throws LioException if that cannot be found out
     */
    public List<StartRefusal> examine(String xml, DryRun dryRun) {
        String act = "Cannot look at what the hook would refuse";
        return StartRefusalJson.read(act, run(act, dryRun.words(), xml));
    }

    /**
     * Accepts the policy of this host, if it has one.
     *
     * @throws LioException if it cannot be read, or is malformed
     */
    public void requirePolicy() {
        run("Cannot look at the policy", List.of("policy"));
    }

    /**
     * Takes away what of a domain's devices its guest has no more.
     *
     * @param liveXml what the guest runs with
     * @throws LioException if something does not go
     */
    public void releaseGone(String liveXml) {
        run("Cannot take away what the guest has no more", List.of("release", "--gone"), liveXml);
    }

    /** What is on this host, of all domains. */
    public List<LiveDevice> show() {
        String act = "Cannot show what is on this host";
        return LiveDeviceJson.read(act, run(act, List.of("show", "--json")));
    }

    /** The command that makes a file, as an administrator types it. */
    public static String formatCommand(SourcePath path, ZbcDisk disk) {
        List<String> command = new ArrayList<>(List.of(INSTALLED.getFileName().toString()));
        command.addAll(words("format", path, disk));
        return ShellCommand.of(command.toArray(String[]::new));
    }

    private static List<String> words(String command, SourcePath path, ZbcDisk disk) {
        return List.of(
                command,
                path.text(),
                "--size",
                Long.toString(disk.size().bytes()),
                "--zone-size",
                Long.toString(disk.zoneSize().bytes()),
                "--conventional-zones",
                Integer.toString(disk.conventionalZones()),
                "--model",
                disk.model().word(),
                "--block-size",
                Integer.toString(disk.blockSize()),
                "--max-open",
                Integer.toString(disk.maxOpen()));
    }

    private String run(String act, List<String> words) {
        return run(act, words, "");
    }

    /**
     * What the program prints.
     *
     * @param input its standard input, which it reads to its end before it prints
     */
    private String run(String act, List<String> words, String input) {
        requireInstalled(act);
        BoundedProgram.Result result;
        try {
            result = new BoundedProgram(program.toAbsolutePath(), LIMIT).run(words, input);
        } catch (IOException e) {
            throw new LioException(act + ": " + program + " cannot be run: " + e.getMessage() + ".", null, e);
        }
        if (!result.inTime()) {
            throw new LioException(
                    act + ": " + program + " has not ended in " + LIMIT.toSeconds() + " s.",
                    "'dmesg' may say what it waits for.",
                    null);
        }
        if (result.status() != 0) {
            throw refused(act, result.status(), result.errors().lines().toList());
        }
        return result.words();
    }

    private LioException refused(String act, int status, List<String> lines) {
        if (lines.isEmpty()) {
            return new LioException(
                    act + ": " + program + " ended with exit status " + status + " and said nothing.", null, null);
        }
        if (status == USAGE) {
            return new LioException(
                    act + ": " + program + " is of another version of virt-zoned.",
                    "Bring it to this version: virt-zoned hooks install",
                    null);
        }
        String remedy = String.join("\n", lines.subList(1, lines.size()));
        return new LioException(lines.get(0), remedy.isEmpty() ? null : remedy, null);
    }
}
