package org.virtzoned.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandTest {
    @Test
    void plainWordsAreNotQuoted() {
        assertEquals("virsh start guest-1_a.b@c:/x,y=+%", ShellCommand.of("virsh", "start", "guest-1_a.b@c:/x,y=+%"));
    }

    @Test
    void otherWordsAre() {
        assertEquals("virsh start 'my vm'", ShellCommand.of("virsh", "start", "my vm"));
        assertEquals("virsh start ''", ShellCommand.of("virsh", "start", ""));
    }

    /** The shell itself says what it makes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"my vm", "it's", "''", "$(touch /tmp/x)", "`id`", "a\"b", "*", "~", "a;b", "a\\b", "größe", "#"})
    void aShellReadsTheSameWord(String word) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(List.of("sh", "-c", ShellCommand.of("printf", "%s", word))).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, shell.waitFor());
        assertEquals(word, printed);
    }
}
