package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents on standard input in every encoding: read as XML says, written in UTF-8. */
class EncodingTest {
    private static final String DOMAIN = "<domain type='kvm'><name>gäst</name></domain>\n";

    @ParameterizedTest
    @CsvSource({
        "UTF-8, ''",
        "UTF-8, UTF-8",
        "UTF-16, ''",
        "UTF-16, UTF-16",
        "UTF-16LE, UTF-16",
        "UTF-16BE, UTF-16",
        "ISO-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
    })
    void isRead(String charset, String declared) {
        String declaration = declared.isEmpty() ? "" : "<?xml version='1.0' encoding='" + declared + "'?>\n";
        byte[] document = (declaration + DOMAIN).getBytes(Charset.forName(charset));

        String printed = FilterRun.of(document, List.of()).document();

        assertEquals(declaration.replace(declared, declared.isEmpty() ? "" : "UTF-8") + DOMAIN, printed);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void isReadAfterAByteOrderMark(String charset) {
        byte[] document = ("\uFEFF" + DOMAIN).getBytes(Charset.forName(charset));

        assertEquals(DOMAIN, FilterRun.of(document, List.of()).document());
    }

    @Test
    void isRefusedInAnotherThanItSays() {
        assertRefused(
                "line 1, column 26: its bytes are not of the encoding that it declares, UTF-8 where it declares none:"
                        + " Invalid byte 2 of 3-byte UTF-8 sequence.",
                DOMAIN,
                "ISO-8859-1");
    }

    @Test
    void isRefusedInAnUnknownOne() {
        assertRefused(
                "its encoding is 'x-other', expected one that Java knows, such as UTF-8.",
                "<?xml version='1.0' encoding='x-other'?>" + DOMAIN,
                "UTF-8");
    }

    @Test
    void isRefusedOfAnotherXml() {
        assertRefused("it is of XML 1.1, expected 1.0.", "<?xml version='1.1'?>" + DOMAIN, "UTF-8");
    }

    private static void assertRefused(String reason, String document, String charset) {
        assertEquals(
                "error: Cannot read the document: " + reason
                        + "\nGive a libvirt domain, as 'virsh dumpxml' prints it.\nexit status 1\n",
                FilterRun.of(document.getBytes(Charset.forName(charset)), List.of())
                        .refusal());
    }
}
