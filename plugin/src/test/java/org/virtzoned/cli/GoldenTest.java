package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.conformance.CanonicalXml;

/**
 * {@code virt-zoned filter} against golden files. With {@code -Dgolden.update} they are written anew: read the
 * difference.
 */
class GoldenTest {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    static Stream<GoldenCase> all() {
        return GoldenCase.all();
    }

    static Stream<GoldenCase> attaching() {
        return GoldenCase.attaching();
    }

    static Stream<GoldenCase> attachingFirst() {
        return GoldenCase.attachingFirst();
    }

    static Stream<Path> plainDocuments() {
        return GoldenCase.files(GoldenCase.DOMAINS, ".xml");
    }

    @ParameterizedTest
    @MethodSource("all")
    void printsWhatIsExpected(GoldenCase test) throws IOException {
        FilterRun run = FilterRun.of(test.document(), test.arguments());
        if (UPDATE) {
            update(test, run);
        }
        if (test.isRefused()) {
            assertEquals(GoldenCase.text(test.error()), run.refusal());
        } else {
            assertEquals(GoldenCase.text(test.output()), run.document());
        }
    }

    @ParameterizedTest
    @MethodSource("attaching")
    void changesNothingWhenAskedAgain(GoldenCase test) {
        String document = GoldenCase.text(test.output());

        assertEquals(document, FilterRun.of(document, test.arguments()).document());
    }

    @ParameterizedTest
    @MethodSource("attachingFirst")
    void detachingGivesWhatCameIn(GoldenCase test) {
        List<String> arguments = new ArrayList<>(List.of("--detach-all"));
        String before = FilterRun.of(test.document(), test.uuidArguments()).document();

        String after = FilterRun.of(GoldenCase.text(test.output()), arguments).document();

        assertEquals(before, after);
        if (test.uuidArguments().isEmpty()) {
            assertEquals(CanonicalXml.of(test.document()), CanonicalXml.of(after));
        }
    }

    @ParameterizedTest
    @MethodSource("plainDocuments")
    void leavesEveryByteOfAPlainDocument(Path document) {
        String text = GoldenCase.text(document);

        assertEquals(text, FilterRun.of(text, List.of()).document());
    }

    private static void update(GoldenCase test, FilterRun run) throws IOException {
        boolean refused = run.status() != 0;
        Files.deleteIfExists(refused ? test.output() : test.error());
        Files.writeString(refused ? test.error() : test.output(), refused ? run.refusal() : run.document());
    }
}
