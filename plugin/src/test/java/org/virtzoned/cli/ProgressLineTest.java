package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The clock is moved by hand. */
class ProgressLineTest {
    private static final Terminal TERMINAL = new Terminal(true, 40, true, true);

    private final StringWriter err = new StringWriter();

    @Test
    void saysSinceWhenAndGoes() {
        try (ProgressLine line = line(TERMINAL)) {
            line.doing("making file /x/z.raw of 32G");
            line.tick();
            line.tick();
            line.doing("defining domain 'guest'");
            line.tick();
        }

        assertEquals(
                "\r\u001b[KMaking file /x/z.raw of 32G\u2026 (1 s)\r\u001b[KMaking file /x/z.raw of 32G\u2026 (2 s)"
                        + "\r\u001b[KDefining domain 'guest'\u2026 (1 s)\r\u001b[K",
                err.toString());
    }

    @Test
    void whatIsDoneWithinASecondIsNotSaid() {
        try (ProgressLine line = line(TERMINAL)) {
            line.doing("defining domain 'guest'");
        }

        assertEquals("", err.toString());
    }

    @Test
    void saysHowFarItIs() {
        try (ProgressLine line = line(TERMINAL)) {
            line.doing("reading zones");
            line.reach("8192 of 55880");
            line.tick();
        }

        assertEquals("\r\u001b[KReading zones, 8192 of 55880\u2026 (1 s)\r\u001b[K", err.toString());
    }

    @Test
    void staysOnOneLineOfATerminal() {
        try (ProgressLine line = line(new Terminal(true, 40, false, false))) {
            line.doing("making file /a/folder/with/a/long/name/z.raw of 32G");
            line.tick();
        }

        String text = err.toString().replace("\r\u001b[K", "");
        assertEquals("Making file /a/folder/with/a/l... (1 s)", text);
        assertEquals(39, text.length());
    }

    private ProgressLine line(Terminal terminal) {
        return new ProgressLine(terminal, new PrintWriter(err));
    }
}
