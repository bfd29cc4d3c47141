package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.host.HostCheck;
import org.virtzoned.lio.LioProgram;

/** What {@code hooks status} says of the host's policy. A script stands in for the hook's program. */
class HookPolicyTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAPolicyThereIsNothingToCheck() throws IOException {
        assertEquals(Optional.empty(), Hooks.policy(folder.resolve("policy.conf"), program("exit 1")));
    }

    @Test
    void withoutAProgramNobodyReadsIt() throws IOException {
        assertEquals(Optional.empty(), Hooks.policy(policy(), new LioProgram(folder.resolve("none"))));
    }

    @Test
    void aPolicyThatIsReadPasses() throws IOException {
        assertEquals(
                Optional.of(HostCheck.pass("for the policy, " + policy())),
                Hooks.policy(policy(), program("test \"$*\" = policy")));
    }

    @Test
    void aMalformedPolicyFailsInTheProgramsWords() throws IOException {
        assertEquals(
                Optional.of(HostCheck.fail("for the policy, " + policy(), "Cannot read it", "Correct it")),
                Hooks.policy(policy(), program("echo 'Cannot read it.' >&2; echo 'Correct it.' >&2; exit 1")));
    }

    private Path policy() throws IOException {
        return Files.writeString(folder.resolve("policy.conf"), "");
    }

    private LioProgram program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new LioProgram(program);
    }
}
