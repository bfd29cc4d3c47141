package org.virtzoned.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By the list that the hook's tests run, too. */
class PrintableTest {
    static Stream<List<String>> characters() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/printable/characters")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split(" ", 3)));
    }

    @ParameterizedTest
    @MethodSource("characters")
    void isPrintedOrReplaced(List<String> line) {
        String character = Character.toString(Integer.parseInt(line.get(0).substring(2), 16));
        boolean printed = line.get(1).equals("yes");

        assertEquals(printed, Printable.isPrintable(character));
        assertEquals(printed ? "a" + character + "b" : "a?b", Printable.of("a" + character + "b"));
        if (printed) {
            assertEquals(character, Printable.escaped(character));
        } else {
            assertEquals(
                    -1,
                    Printable.escaped(character)
                            .codePoints()
                            .filter(c -> c > '~')
                            .findFirst()
                            .orElse(-1));
        }
    }

    @Test
    void isEscapedAsInJava() {
        assertEquals(
                "a\\n\\r\\t\\u001b\\u202e\\udb40\\udc01\\ud800z",
                Printable.escaped("a\n\r\t\u001b\u202e\udb40\udc01\ud800z"));
    }
}
