package org.virtzoned.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user's template that cannot be read says what is wrong with it. */
class UnreadableTemplateTest {
    private static final String HEADER =
            "<metadata><t:template xmlns:t='urn:virt-zoned:template:1'>%s</t:template></metadata>";

    @Test
    void withoutItsHeader() {
        refuses("<domain/>", "it has no <template:template> in <metadata>");
    }

    @Test
    void withoutItsEnd() {
        refuses(
                "<domain>",
                "Cannot read the document: line 1, column 9: XML document structures must start and end within the same"
                        + " entity");
    }

    @Test
    void withAParameterOfAnUnknownType() {
        refuses(
                "<domain>" + HEADER.formatted("<t:parameter name='a' type='colour'/>") + "</domain>",
                "parameter type 'colour' is not text, size, number or path");
    }

    @Test
    void withAPlaceholderOfNoParameter() {
        Template template =
                Template.parse("odd", "<domain><name>${nobody}</name>" + HEADER.formatted("") + "</domain>");

        TemplateException refused =
                assertThrows(TemplateException.class, () -> template.fill("guest", "qemu", Map.of()));

        assertEquals(
                "Cannot read template 'odd': ${nobody} has no value where it stands without template:if.",
                refused.getMessage());
    }

    private static void refuses(String text, String reason) {
        TemplateException refused = assertThrows(TemplateException.class, () -> Template.parse("odd", text));

        assertEquals("Cannot read template 'odd': " + reason + ".", refused.getMessage());
    }
}
