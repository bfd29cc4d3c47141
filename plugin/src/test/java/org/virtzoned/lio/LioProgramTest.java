package org.virtzoned.lio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZoneModel;

/** What is given to a program, and what becomes of its words; the program itself has tests of its own. */
class LioProgramTest {
    private static final SourcePath PATH = new SourcePath("/srv/it's one.raw");
    private static final ZbcDisk DISK = new ZbcDisk(
            PATH,
            ByteSize.parse("64M"),
            ByteSize.parse("4M"),
            2,
            ZoneModel.HOST_AWARE,
            4096,
            7,
            Optional.empty(),
            false);
    private static final String DOMAIN = "6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11";

    @TempDir
    private Path folder;

    @Test
    void formatsByWholeWords() throws IOException {
        program("printf '%s\\n' \"$@\" > " + folder.resolve("words")).format(PATH, DISK);

        assertEquals(
                List.of(
                        "format",
                        "/srv/it's one.raw",
                        "--size",
                        "67108864",
                        "--zone-size",
                        "4194304",
                        "--conventional-zones",
                        "2",
                        "--model",
                        "host-aware",
                        "--block-size",
                        "4096",
                        "--max-open",
                        "7"),
                Files.readAllLines(folder.resolve("words")));
    }

    @Test
    void aDomainIsOnItsStandardInput() throws IOException {
        Path said = folder.resolve("said");
        LioProgram program = program("echo \"$@\" > '" + said + "'; cat >> '" + said + "'");

        program.prepare("<domain>é</domain>");
        assertEquals("prepare\n<domain>é</domain>", Files.readString(said));
        program.releaseGone("<domain/>");
        assertEquals("release --gone\n<domain/>", Files.readString(said));
    }

    @Test
    void aDryRunSaysWhatTheHookCannotKnow() throws IOException {
        Path said = folder.resolve("said");
        LioProgram program = program("echo \"$@\" > '" + said + "'; cat >> '" + said + "'; echo '{\"refusals\": []}'");

        assertEquals(List.of(), program.examine("<domain/>", new DryRun(false, false, List.of())));
        assertEquals("prepare --dry-run --json\n<domain/>", Files.readString(said));
        program.examine("<domain/>", new DryRun(true, true, List.of("/a b", "--c")));
        assertEquals(
                "prepare --dry-run --json --apparmor --next-start --created=/a b --created=--c\n<domain/>",
                Files.readString(said));
    }

    @Test
    void readsWhatWouldBeRefused() throws IOException {
        LioProgram program = program(
                "cat > /dev/null; echo '{\"version\": 1, \"refusals\": [{\"about\": \"host\", \"device\": \"zns0\","
                        + " \"message\": \"No.\", \"remedy\": \"Do.\", \"remedy-when-attaching\": \"Or.\", \"may-pass\": true, \"more\": []},"
                        + " {\"about\": \"policy\", \"device\": null, \"message\": \"No!\", \"remedy\": null}]}'");

        assertEquals(
                List.of(
                        new StartRefusal(
                                StartRefusal.Subject.HOST,
                                Optional.of("zns0"),
                                "No.",
                                Optional.of("Do."),
                                Optional.of("Or."),
                                true),
                        new StartRefusal(
                                StartRefusal.Subject.POLICY, Optional.empty(), "No!", Optional.empty(), false)),
                program.examine("<domain/>", new DryRun(false, false, List.of())));
    }

    @Test
    void anAnswerThatCannotBeReadIsRefused() throws IOException {
        for (String answer :
                List.of("[]", "{\"refusals\": {}}", "{\"refusals\": [{\"about\": \"else\"}]}", "nonsense")) {
            LioProgram program = program("cat > /dev/null; echo '" + answer + "'");

            LioException refusal = assertThrows(
                    LioException.class, () -> program.examine("<domain/>", new DryRun(false, false, List.of())));
            assertEquals(
                    Optional.of("Bring it to virt-zoned's own version: virt-zoned hooks install"), refusal.remedy());
        }
    }

    @Test
    void aProgramOfAnotherVersionIsNamed() throws IOException {
        LioProgram program = program("cat > /dev/null; echo 'usage: virt-zoned-lio' >&2; exit 2");

        LioException refusal = assertThrows(
                LioException.class, () -> program.examine("<domain/>", new DryRun(false, false, List.of())));
        assertEquals(
                "Cannot look at what the hook would refuse: " + folder.resolve("program")
                        + " is of another version of virt-zoned.",
                refusal.getMessage());
        assertEquals(Optional.of("Bring it to this version: virt-zoned hooks install"), refusal.remedy());
    }

    /** Its input is longer than a pipe holds. */
    @Test
    void aProgramThatReadsNothingRefusesInItsOwnWords() throws IOException {
        LioProgram program = program("echo 'Cannot do it: no.' >&2; exit 1");

        assertEquals(
                "Cannot do it: no.",
                assertThrows(LioException.class, () -> program.prepare("x".repeat(1 << 20)))
                        .getMessage());
    }

    @Test
    void saysTheCommandAsAShellTakesIt() {
        assertEquals(
                "virt-zoned-lio format '/srv/it'\\''s one.raw' --size 67108864 --zone-size 4194304"
                        + " --conventional-zones 2 --model host-aware --block-size 4096 --max-open 7",
                LioProgram.formatCommand(PATH, DISK));
    }

    @Test
    void refusesInTheProgramsWords() throws IOException {
        LioException refusal =
                refusal("echo 'It is no ZBC file.' >&2; echo 'Take one.' >&2; echo 'Or make one.' >&2; exit 1");

        assertEquals("It is no ZBC file.", refusal.getMessage());
        assertEquals(Optional.of("Take one.\nOr make one."), refusal.remedy());
    }

    @Test
    void aRefusalMayHaveNoRemedy() throws IOException {
        LioException refusal = refusal("echo 'It is no ZBC file.' >&2; exit 1");

        assertEquals("It is no ZBC file.", refusal.getMessage());
        assertEquals(Optional.empty(), refusal.remedy());
    }

    @Test
    void aFailureWithoutWordsIsNamed() throws IOException {
        assertEquals(
                "Cannot check /srv/it's one.raw: " + folder.resolve("program")
                        + " ended with exit status 3 and said nothing.",
                refusal("exit 3").getMessage());
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        LioException refusal =
                assertThrows(LioException.class, () -> new LioProgram(folder.resolve("none")).check(PATH, DISK));

        assertEquals(
                "Cannot check /srv/it's one.raw: found no " + folder.resolve("none")
                        + ", expected the program that comes with the hook.",
                refusal.getMessage());
        assertEquals(Optional.of("Install it: virt-zoned hooks install"), refusal.remedy());
    }

    /** More than a pipe holds, on both. */
    @Test
    void readsWhatIsThere() throws IOException {
        LioProgram program = program("head --bytes=200000 /dev/zero >&2; head --bytes=200000 /dev/zero | tr '\\0' ' '\n"
                + "cat << 'END'\n"
                + """
                {"version": {"of": ["what", "comes"]}, "devices": [
                 {"domain": "%s", "domain-name": "smr1", "device": "zbc0", "way": "vhost-scsi", "live": true,
                  "on-host": ["target naa.5001405"]},
                 {"domain": "%s", "device": "smr0", "live": false}]}
                """.formatted(DOMAIN, DOMAIN)
                + "END");

        UUID domain = UUID.fromString(DOMAIN);
        assertEquals(
                List.of(new LiveDevice(domain, "zbc0", true), new LiveDevice(domain, "smr0", false)), program.show());
    }

    @Test
    void aListThatCannotBeReadIsNamed() throws IOException {
        for (String text :
                List.of("", "[]", "{\"devices\": 1}", "{\"devices\": [{\"domain\": \"x\"}]}", "{\"devices\": [{")) {
            LioProgram program = program("printf '%s' '" + text + "'");

            LioException refusal = assertThrows(LioException.class, program::show, text);

            assertEquals(
                    true,
                    refusal.getMessage()
                            .startsWith("Cannot show what is on this host: virt-zoned-lio's list cannot be read: "),
                    refusal::getMessage);
        }
    }

    private LioException refusal(String script) throws IOException {
        LioProgram program = program(script);
        return assertThrows(LioException.class, () -> program.check(PATH, DISK));
    }

    private LioProgram program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new LioProgram(file);
    }
}
