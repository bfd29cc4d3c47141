package org.virtzoned.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LayoutTest {
    /** A bar stands for a line break. */
    @ParameterizedTest
    @CsvSource({
        "<a/>, <a><n><m/></n></a>",
        "<a><b/></a>, <a><b/><n><m/></n></a>",
        "<a>|</a>, <a>|  <n>|    <m/>|  </n>|</a>",
        "<a>|  <b/>|</a>, <a>|  <b/>|  <n>|    <m/>|  </n>|</a>",
        "<a>|    <b/>|</a>, <a>|    <b/>|    <n>|      <m/>|    </n>|</a>",
        "<a>|\t<b/>|</a>, <a>|\t<b/>|\t<n>|\t  <m/>|\t</n>|</a>",
        "<a>|  <b/> <c/>|</a>, <a>|  <b/> <c/>|  <n>|    <m/>|  </n>|</a>",
        "<a>|  <b/>||  <!-- c -->|</a>, <a>|  <b/>||  <!-- c -->|  <n>|    <m/>|  </n>|</a>",
        "<a>text</a>, <a>text<n><m/></n></a>"
    })
    void anElementIsAddedAndTakenAway(String before, String after) {
        Document document = XmlReader.read(before.replace('|', '\n'));
        Element element = document.createElementNS(null, "n");
        element.appendChild(document.createElementNS(null, "m"));

        Layout.append(document.getDocumentElement(), element);
        assertEquals(after, write(document));

        Document again = XmlReader.read(after.replace('|', '\n'));
        Layout.remove(Elements.child(again.getDocumentElement(), "n").orElseThrow());
        assertEquals(before, write(again));
    }

    @Test
    void aContainerIsLaidOut() {
        Document document = XmlReader.read("<a>\n  <b/>\n</a>");
        Element container = document.createElementNS(null, "n");

        Layout.insertContainer(document.getDocumentElement(), container, Layout.last(document.getDocumentElement()));
        Layout.append(container, document.createElementNS(null, "m"));

        assertEquals("<a>|  <b/>|  <n>|    <m/>|  </n>|</a>", write(document));
    }

    private static String write(Document document) {
        return XmlWriter.write(document, 100).strip().replace('\n', '|');
    }
}
