package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code zones} refuses on a host without zoned devices; what it prints of one is tried on nested hosts. */
class ZonesCommandTest {
    @Test
    void whatIsNotZonedIsRefused() {
        assertEquals("""
                error: Cannot read the zones of /dev/null: it is a character device, expected a block device.
                'lsblk -z' shows which disks of this host are zoned.
                exit status 1
                """, CommandRun.refusal("zones", "/dev/null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdf", "guest/sdf"})
    void aDeviceIsNamedByItsPath(String name) {
        assertEquals("""
                error: Cannot read the zones of '%s': it is no path of a device.
                A path begins with / or ./, such as /dev/sdf.
                exit status 1
                """.formatted(name), CommandRun.refusal("zones", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--table -o json", "--svg=- -o json", "--table --svg=-"})
    void oneFormIsMade(String options) {
        String[] words = ("zones /dev/null " + options).split(" ", -1);
        assertEquals("""
                error: --table, --svg and --output=json exclude each other: each is all that is made.
                'virt-zoned zones --help' says how it is used.
                exit status 2
                """, CommandRun.refusal(words));
    }

    /** On a terminal, and after a second: here nobody looks. */
    @Test
    void progressIsShownToWhoLooks() {
        StringWriter text = new StringWriter();
        try (ReadingProgress progress = new ReadingProgress(new PrintWriter(text), false, 0)) {
            progress.read(8192, 55_880);
        }
        assertEquals("", text.toString());

        try (ReadingProgress progress = new ReadingProgress(new PrintWriter(text), true, Long.MAX_VALUE)) {
            progress.read(8192, 55_880);
        }
        assertEquals("", text.toString());

        try (ReadingProgress progress = new ReadingProgress(new PrintWriter(text), true, 0)) {
            progress.read(8192, 55_880);
        }
        assertEquals("\rRead: 8192 of 55880 zones\r" + " ".repeat(25) + "\r", text.toString());
    }
}
