package org.virtzoned.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedProgramTest {
    @Test
    void saysWhatTheProgramSays() throws IOException {
        assertEquals(
                new BoundedProgram.Result(true, 0, "a b\nc", ""),
                run("/bin/sh", Duration.ofSeconds(20), "-c", "echo a b; echo c >&2"));
    }

    @Test
    void hasNothingOnStandardInput() throws IOException {
        assertEquals(new BoundedProgram.Result(true, 0, "", ""), run("/bin/cat", Duration.ofSeconds(20)));
    }

    @Test
    void itsLastWordsAreItsLastLine() {
        assertEquals("no KVM", new BoundedProgram.Result(true, 1, "warning\nno KVM\n\n", "").lastWords());
        assertEquals("exit status 3", new BoundedProgram.Result(true, 3, "", "").lastWords());
    }

    @Test
    void endsWhatTakesTooLong() throws IOException {
        Instant begin = Instant.now();

        BoundedProgram.Result result = run("/bin/sleep", Duration.ofSeconds(1), "60");

        assertFalse(result.inTime());
        assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 20, "ended in time");
    }

    @Test
    void readsItsInputAndKeepsItsErrorsApart() throws IOException {
        assertEquals(
                new BoundedProgram.Result(true, 3, "in", "wrong"),
                new BoundedProgram(Path.of("/bin/sh"), Duration.ofSeconds(20))
                        .run(List.of("-c", "cat; echo wrong >&2; exit 3"), "in"));
    }

    @Test
    void whatPrintsWithoutEndIsEnded() {
        IOException refused =
                assertThrows(IOException.class, () -> run("/bin/cat", Duration.ofSeconds(60), "/dev/zero"));

        assertEquals("it prints more than 16 MiB", refused.getMessage());
    }

    /** A process that it left behind holds its output open. */
    @Test
    void whatItLeavesBehindIsNotWaitedFor() throws IOException {
        Instant begin = Instant.now();

        assertFalse(run("/bin/sh", Duration.ofSeconds(1), "-c", "sleep 20 & exec sleep 20")
                .inTime());
        assertTrue(Duration.between(begin, Instant.now()).toSeconds() < 20, "ended in time");
    }

    @Test
    void findsProgramsInTheSystemsFoldersOnly() throws IOException {
        assertEquals(
                "/usr/sbin:/usr/bin:/sbin:/bin",
                run("/bin/sh", Duration.ofSeconds(20), "-c", "echo $PATH").words());
        assertThrows(IllegalArgumentException.class, () -> new BoundedProgram(Path.of("sh"), Duration.ofSeconds(20)));
    }

    @Test
    void whatIsNotThereFails() throws IOException {
        assertEquals(127, run("/nowhere/qemu", Duration.ofSeconds(20)).status());
    }

    private static BoundedProgram.Result run(String program, Duration limit, String... arguments) throws IOException {
        return new BoundedProgram(Path.of(program), limit).run(List.of(arguments));
    }
}
