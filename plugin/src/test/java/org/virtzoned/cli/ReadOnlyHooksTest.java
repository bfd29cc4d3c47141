package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook is not changed by a command with --readonly. Another host is named, so that a test changes none in any case. */
class ReadOnlyHooksTest {
    @ParameterizedTest
    @ValueSource(strings = {"install", "remove"})
    void areNotChanged(String act) {
        StringWriter err = new StringWriter();
        int status = Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                stream -> Terminal.NONE,
                new Termination(hook -> {}),
                "--connect=qemu+ssh://elsewhere/system",
                "--readonly",
                "hooks",
                act);

        assertEquals("""
                error: Cannot %s the hook: --readonly is given.
                Run the command without --readonly.
                exit status 1
                """.formatted(act), err + "exit status " + status + "\n");
    }
}
