package org.virtzoned.xml;

import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Writes a tree as libvirt writes XML: attributes in single quotes, empty elements closed at once, nothing re-indented. */
public final class XmlWriter {
    private static final int INITIAL_LENGTH = 512;

    private final StringBuilder out;

    private XmlWriter(int expectedLength) {
        this.out = new StringBuilder(expectedLength);
    }

    /**
     * The document as text, with an XML declaration where it came with one.
     *
     * @param expectedLength about how long it will be, in characters
     */
    public static String write(Document document, int expectedLength) {
        XmlWriter writer = new XmlWriter(expectedLength);
        XmlDeclaration.of(document)
                .ifPresent(declaration -> writer.out.append(declaration.text()).append('\n'));
        for (Node child = document.getFirstChild(); child != null; child = child.getNextSibling()) {
            writer.node(child);
            writer.out.append('\n');
        }
        return writer.out.toString();
    }

    /** An element as text. The namespaces that its ancestors declare are not declared in it. */
    public static String write(Element element) {
        XmlWriter writer = new XmlWriter(INITIAL_LENGTH);
        writer.element(element);
        return writer.out.toString();
    }

    private void node(Node node) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> element(node);
            case Node.TEXT_NODE -> text(node.getNodeValue());
            case Node.CDATA_SECTION_NODE -> cdata(node.getNodeValue());
            case Node.COMMENT_NODE ->
                out.append("<!--").append(node.getNodeValue()).append("-->");
            case Node.PROCESSING_INSTRUCTION_NODE -> instruction(node);
            default ->
                throw new IllegalStateException("a document without a DTD has no node of type " + node.getNodeType());
        }
    }

    private void element(Node element) {
        out.append('<').append(element.getNodeName());
        attributes((Element) element);
        Node child = element.getFirstChild();
        if (child == null) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (; child != null; child = child.getNextSibling()) {
            node(child);
        }
        out.append("</").append(element.getNodeName()).append('>');
    }

    /** In the order in which they came, then those without one. */
    private void attributes(Element element) {
        Set<String> order = AttributeOrder.of(element).names();
        for (String name : order) {
            Attr attribute = element.getAttributeNode(name);
            if (attribute != null) {
                attribute(attribute);
            }
        }
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (!order.contains(attributes.item(i).getNodeName())) {
                attribute((Attr) attributes.item(i));
            }
        }
    }

    private void attribute(Attr attribute) {
        out.append(' ').append(attribute.getName()).append("='");
        attributeValue(attribute.getValue());
        out.append('\'');
    }

    /** A section cannot hold its own end: two of them hold the halves. */
    private void cdata(String value) {
        out.append("<![CDATA[").append(value.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
    }

    private void instruction(Node node) {
        out.append("<?").append(node.getNodeName());
        if (!node.getNodeValue().isEmpty()) {
            out.append(' ').append(node.getNodeValue());
        }
        out.append("?>");
    }

    private void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }

    /** White space but the blank is escaped: a parser would read it back as a blank. */
    private void attributeValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\'' -> out.append("&apos;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
                default -> out.append(c);
            }
        }
    }
}
