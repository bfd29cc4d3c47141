package org.virtzoned.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.conformance.CanonicalXml;
import org.w3c.dom.Document;

/** Documents read and written again. */
class XmlFidelityTest {
    private static final int DOCUMENTS = 2_000;

    @Test
    void isWrittenAsRead() {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            String document = new GeneratedXml(seed).document();

            String written = rewritten(document);

            assertEquals(CanonicalXml.of(document), CanonicalXml.of(written), "seed " + seed);
            assertEquals(written, rewritten(written), "seed " + seed);
        }
    }

    /** What libvirt writes is written byte for byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>\n",
                "<a b='1' a='2' c='3'/>\n",
                "<a xmlns:z='urn:z' z:b='1' a='2' xmlns:y='urn:y'/>\n",
                "<a b='&lt;&gt;&amp;&apos;&quot;&#9;&#10;&#13;'>&lt;&gt;&amp;'\"&#13;</a>\n",
                "<a>\n  <b/>\n  text\n  <!-- c -->\n  <?d e?>\n  <![CDATA[<f>]]>\n</a>\n",
                "<!-- before -->\n<?pi?>\n<a/>\n<!-- after -->\n",
                "<?xml-stylesheet href='a.css'?>\n<a/>\n",
                "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>\n",
                "<?xml version='1.0' encoding='UTF-8'?>\n<a>é 日本 💾</a>\n"
            })
    void isWrittenByteForByte(String document) {
        assertEquals(document, rewritten(document));
    }

    @Test
    void keepsTheOrderOfManyAttributes() {
        Random random = new Random(1);
        StringBuilder attributes = new StringBuilder();
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < 50) {
            names.add("a" + random.nextInt(1000));
        }
        names.forEach(name -> attributes.append(' ').append(name).append("='x'"));
        String document = "<a" + attributes + "/>\n";

        assertEquals(document, rewritten(document));
    }

    /** The writer cannot be made to end a CDATA section early. */
    @Test
    void cdataCannotBeLeft() {
        Document document = XmlReader.read("<a><![CDATA[x]]></a>");
        document.getDocumentElement().getFirstChild().setNodeValue("]]><b/>");

        Document read = XmlReader.read(XmlWriter.write(document, 100));

        assertEquals("]]><b/>", read.getDocumentElement().getTextContent());
        assertEquals(0, Elements.children(read.getDocumentElement()).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a></b>",
                "<a b=c/>",
                "<a b='1' b='2'/>",
                "<z:a/>",
                "<:a/>",
                "<xmlns/>",
                "<a :b='1'/>",
                "<a>&unknown;</a>",
                "<a/><b/>",
                "<a>&#0;</a>",
                "<a>\u0001</a>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>"
            })
    void refuses(String document) {
        XmlSyntaxException refusal = assertThrows(XmlSyntaxException.class, () -> XmlReader.read(document));

        assertTrue(refusal.getMessage().startsWith("Cannot read the document: line "), refusal.getMessage());
    }

    /** The parser speaks the language of the JVM unless it is told. */
    @Test
    void refusesInEnglish() throws InterruptedException {
        Locale before = Locale.getDefault();
        List<String> messages = new CopyOnWriteArrayList<>();
        // Each thread has a parser of its own: this one's is new.
        Thread thread =
                new Thread(() -> messages.add(assertThrows(XmlSyntaxException.class, () -> XmlReader.read("<a></b>"))
                        .getMessage()));
        try {
            Locale.setDefault(Locale.GERMANY);
            thread.start();
            thread.join();
        } finally {
            Locale.setDefault(before);
        }

        assertEquals(
                List.of("Cannot read the document: line 1, column 6: The element type \"a\" must be terminated by the"
                        + " matching end-tag \"</a>\"."),
                messages);
    }

    private static String rewritten(String document) {
        return XmlWriter.write(XmlReader.read(document), document.length());
    }
}
