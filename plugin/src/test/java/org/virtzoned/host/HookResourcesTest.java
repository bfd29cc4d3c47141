package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hook's files in the program. */
class HookResourcesTest {
    private static final Path SOURCES = Path.of("../hooks");

    @Test
    void areThoseOfTheSourcesButTestsAndTheirSettings() throws IOException {
        HookResources builtIn = HookResources.builtIn();

        assertEquals(sources(), builtIn.names());
        for (String name : builtIn.names()) {
            assertArrayEquals(Files.readAllBytes(SOURCES.resolve(name)), builtIn.get(name), name);
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> SOURCES.relativize(file).toString())
                    .filter(name -> !name.matches("tests/.*|setup\\.cfg|(.*/)?(__pycache__|\\.[^/]*)/.*"))
                    .sorted()
                    .toList();
        }
    }
}
