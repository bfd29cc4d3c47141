package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of zoned devices that the hook reads, too (hooks/tests/test_records.py): neither accepts what the other refuses. */
class RecordCorpusTest {
    private static final Path RECORDS = Path.of("src/test/resources/records");

    static List<Path> accepted() throws IOException {
        return files("accepted");
    }

    static List<Path> refused() throws IOException {
        return files("refused");
    }

    @ParameterizedTest
    @MethodSource
    void accepted(Path record) throws IOException {
        domain(record).devices();
    }

    @ParameterizedTest
    @MethodSource
    void refused(Path record) throws IOException {
        DomainDocument domain = domain(record);

        InvalidDocumentException refusal = assertThrows(InvalidDocumentException.class, domain::devices);
        assertTrue(
                refusal.getMessage().startsWith("Cannot read the zoned devices in the metadata of domain 'smr1': "),
                refusal.getMessage());
        assertEquals(
                Optional.of("Correct <zoned:devices> in the domain's <metadata>: virsh edit smr1"), refusal.remedy());
    }

    private static DomainDocument domain(Path record) throws IOException {
        return DomainDocument.parse(
                "<domain type='kvm'><name>smr1</name><uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11</uuid>" + "<metadata>"
                        + Files.readString(record) + "</metadata></domain>");
    }

    private static List<Path> files(String verdict) throws IOException {
        try (Stream<Path> files = Files.list(RECORDS.resolve(verdict))) {
            List<Path> found = files.sorted().toList();
            assertFalse(found.isEmpty());
            return found;
        }
    }
}
