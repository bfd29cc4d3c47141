package org.virtzoned.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The inputs that fuzzing found worth keeping, those of mended findings among them. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "document", DocumentTarget::fuzzerTestOneInput,
            "json", JsonTarget::fuzzerTestOneInput,
            "option", OptionTarget::fuzzerTestOneInput,
            "record", RecordTarget::fuzzerTestOneInput);

    @TestFactory
    Stream<DynamicTest> runsThrough() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> {
                    byte[] input = Files.readAllBytes(file);
                    assertTimeoutPreemptively(
                            LIMIT, () -> TARGETS.get(target(file)).accept(input));
                }));
    }

    /** A file in a folder of another name would never be tried. */
    @Test
    void isOfTheTargets() throws IOException {
        Set<String> folders = new TreeSet<>();
        for (Path file : files()) {
            folders.add(target(file));
        }

        assertEquals(new TreeSet<>(TARGETS.keySet()), folders);
    }

    private static String target(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS, 2)) {
            Set<Path> inputs = new TreeSet<>(files.filter(Files::isRegularFile).toList());
            inputs.removeIf(file -> file.getParent().equals(CORPUS));
            return inputs;
        }
    }
}
