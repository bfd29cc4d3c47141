package org.virtzoned.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.relaxng.Choices;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Document;

/** The generator of domains, which the other tests here rest on. */
class GeneratedDomainTest {
    private static final int DOCUMENTS = 500;
    private static final int CHOICES = 2_000;

    @Test
    void isValidByTheSchema() {
        DomainSchema schema = DomainSchema.installed();
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = Spelling.of(document(seed), Choices.random(seed, CHOICES));

            assertEquals(List.of(), schema.errors(document), () -> new String(document, StandardCharsets.UTF_8));
        }
    }

    @Test
    void hasEveryElementOfTheTopLevel() {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Elements.children(document(seed).getDocumentElement())
                    .forEach(element -> found.add(element.getLocalName()));
        }

        assertEquals(GeneratedDomain.SCHEMA.childrenOf("domain"), found);
    }

    @Test
    void hasEveryKindOfDevice() {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Elements.child(document(seed).getDocumentElement(), "devices")
                    .map(Elements::children)
                    .orElse(List.of())
                    .forEach(element -> found.add(element.getLocalName()));
        }

        assertEquals(GeneratedDomain.SCHEMA.childrenOf("domain", "devices"), found);
    }

    private static Document document(int seed) {
        return GeneratedDomain.of(Choices.random(seed, CHOICES));
    }
}
