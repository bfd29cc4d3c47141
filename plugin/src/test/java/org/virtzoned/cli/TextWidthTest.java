package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "abc, 3",
        "\u00e9, 1",
        "e\u0301, 1",
        "\u65e5\u672c, 4",
        "\u30c6\u30b9\u30c8, 6",
        "\uff83\uff7d\uff84, 3",
        "\ud55c\uae00, 4",
        "\uff21, 2",
        "'\u3000', 2",
        "\ud83d\ude00, 2"
    })
    void isInColumns(String text, int columns) {
        assertEquals(columns, TextWidth.of(text));
    }

    @Test
    void alignsATable() {
        Table table = new Table("DOMAIN", "STATE");
        table.row("\u65e5\u672c\u8a9e\u30b2\u30b9\u30c8", "running");
        table.row("guest\u202e", "shut off");
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out, true));

        assertEquals("""
                DOMAIN        STATE
                \u65e5\u672c\u8a9e\u30b2\u30b9\u30c8  running
                guest\\u202e   shut off
                """, out.toString());
    }
}
