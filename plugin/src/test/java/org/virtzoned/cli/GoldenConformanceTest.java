package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.conformance.DomainSchema;
import org.virtzoned.conformance.TestDriver;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Every golden document before libvirt itself. A case whose document needs a newer libvirt says so; an older one must
 * then refuse it, else the case is wrong.
 */
class GoldenConformanceTest {
    private static DomainSchema schema;
    private static TestDriver driver;

    @BeforeAll
    static void open() {
        schema = DomainSchema.installed();
        driver = new TestDriver();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    static Stream<GoldenCase> accepted() {
        return GoldenCase.accepted();
    }

    static Stream<GoldenCase> attachingFirst() {
        return GoldenCase.attachingFirst().filter(test -> !needsNewerLibvirt(test));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isValidByTheSchema(GoldenCase test) {
        List<String> errors = schema.errors(GoldenCase.text(test.output()));

        if (needsNewerLibvirt(test)) {
            assertFalse(errors.isEmpty(), "the schema of libvirt " + driver.version() + " takes it: drop the '!'");
        } else {
            assertEquals(List.of(), errors);
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isDefinedAndKept(GoldenCase test) {
        String document = GoldenCase.text(test.output());

        if (needsNewerLibvirt(test)) {
            assertThrows(VirtZonedException.class, () -> driver.define(document));
            return;
        }
        List<String> kept = ours(driver.define(document));
        for (String element : ours(document)) {
            assertTrue(kept.contains(element), () -> element + "\nis not among\n" + String.join("\n", kept));
        }
    }

    /** Nothing is left for libvirt to fill in that would stay behind. */
    @ParameterizedTest
    @MethodSource("attachingFirst")
    void leavesNothingInLibvirt(GoldenCase test) {
        String before = driver.define(
                FilterRun.of(test.document(), test.uuidArguments()).document());

        String attached = driver.define(GoldenCase.text(test.output()));

        String detached = FilterRun.of(attached, List.of("--detach-all")).document();
        assertEquals(before, driver.define(detached));
    }

    private static boolean needsNewerLibvirt(GoldenCase test) {
        return test.needed()
                .filter(needed -> needed.compareTo(driver.version()) > 0)
                .isPresent();
    }

    /** The device elements of ours and their metadata, without white space, attributes and children in order. */
    private static List<String> ours(String document) {
        Element root = XmlReader.read(document).getDocumentElement();
        List<String> elements = new ArrayList<>();
        for (Element device : Elements.children(Elements.child(root, "devices").orElseThrow())) {
            if (Elements.childAttribute(device, "alias", "name").startsWith("ua-zoned-")) {
                elements.add(signature(device));
            }
        }
        Elements.child(root, "metadata")
                .flatMap(metadata -> Elements.child(metadata, "urn:virt-zoned:1", "devices"))
                .ifPresent(devices -> elements.add(signature(devices)));
        return elements;
    }

    private static String signature(Element element) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            parts.add(attribute.getNodeName() + "=" + attribute.getNodeValue());
        }
        Elements.children(element).forEach(child -> parts.add(signature(child)));
        parts.sort(null);
        return element.getNodeName() + parts;
    }
}
