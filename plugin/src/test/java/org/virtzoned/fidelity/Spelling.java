package org.virtzoned.fidelity;

import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.relaxng.Choices;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * A document as bytes, written as people and programs may: quotes, references to characters, CDATA sections, white space,
 * line ends, prefixes, encodings.
 */
final class Spelling {
    private final StringBuilder out = new StringBuilder();
    private final Choices choices;
    private final Encoding encoding;
    private final CharsetEncoder encoder;
    private final String indentation;

    private Spelling(Choices choices) {
        this.choices = choices;
        this.encoding = choices.of(Encoding.values());
        this.encoder = encoding.encoder();
        this.indentation = choices.of("  ", "", "\t", "    ");
    }

    /** The document's bytes. */
    static byte[] of(Document document, Choices choices) {
        Spelling spelling = new Spelling(choices);
        String lineEnd = choices.of("\n", "\r\n", "\r");
        char quote = choices.of('\'', '"');
        spelling.document(document);
        return spelling.encoding.bytes(spelling.out.toString().replace("\n", lineEnd), quote);
    }

    /** An XML declaration, and only it, has to be at the very beginning. */
    private void document(Document document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
            out.append(choices.of("", "\n", " \n\n"));
            node(node, NamespaceScope.ofDocument(), "\n");
        }
        out.append(choices.of("\n", "", " \n"));
    }

    private void node(Node node, NamespaceScope scope, String lineBreak) {
        switch (node.getNodeType()) {
            case Node.ELEMENT_NODE -> element((Element) node, scope.ofChild(), lineBreak);
            case Node.COMMENT_NODE ->
                out.append("<!--").append(node.getNodeValue()).append("-->");
            case Node.PROCESSING_INSTRUCTION_NODE ->
                out.append("<?")
                        .append(node.getNodeName())
                        .append(' ')
                        .append(node.getNodeValue())
                        .append("?>");
            default -> text(node.getNodeValue());
        }
    }

    private void element(Element element, NamespaceScope scope, String lineBreak) {
        if (element.getParentNode() instanceof Document) {
            scope.bindSome(choices);
        }
        String name = scope.elementPrefix(element.getNamespaceURI(), choices) + element.getLocalName();
        List<String> attributes = attributes(element, scope);
        scope.own()
                .forEach((prefix, namespace) ->
                        attributes.add(choices.nextInt(attributes.size() + 1), declaration(prefix, namespace)));
        out.append('<').append(name);
        attributes.forEach(
                attribute -> out.append(choices.of(" ", "  ", "\n ", "\t")).append(attribute));
        out.append(choices.of("", "", " ", "\n"));
        if (element.getFirstChild() == null && !choices.chance(20)) {
            out.append("/>");
            return;
        }
        out.append('>');
        children(element, scope, lineBreak + indentation);
        out.append(laidOut(element) ? lineBreak : "")
                .append("</")
                .append(name)
                .append(choices.of("", "", " "))
                .append('>');
    }

    private void children(Element element, NamespaceScope scope, String lineBreak) {
        boolean laidOut = laidOut(element);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (laidOut && !choices.chance(5)) {
                out.append(lineBreak);
            }
            node(child, scope, lineBreak);
        }
    }

    private boolean laidOut(Element element) {
        if (indentation.isEmpty() || element.getFirstChild() == null) {
            return false;
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE) {
                return false;
            }
        }
        return true;
    }

    private List<String> attributes(Element element, NamespaceScope scope) {
        List<String> written = new ArrayList<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            String name = scope.attributePrefix(attribute.getNamespaceURI(), choices) + attribute.getLocalName();
            written.add(
                    choices.nextInt(written.size() + 1),
                    name + choices.of("=", "=", " = ") + quoted(attribute.getValue()));
        }
        return written;
    }

    private String declaration(String prefix, String namespace) {
        return (prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix) + "=" + quoted(namespace);
    }

    private String quoted(String value) {
        char quote = choices.of('\'', '"');
        StringBuilder quoted = new StringBuilder().append(quote);
        boolean fancy = choices.chance(5);
        value.codePoints().forEach(c -> {
            boolean needed = c == quote || c == '<' || c == '&' || c < ' ';
            character(c, needed || (fancy && choices.nextBoolean()), quoted);
        });
        return quoted.append(quote).toString();
    }

    private void text(String text) {
        if (choices.chance(10) && encoder.canEncode(text) && text.indexOf('\r') < 0) {
            out.append("<![CDATA[")
                    .append(text.replace("]]>", "]]]]><![CDATA[>"))
                    .append("]]>");
            return;
        }
        boolean fancy = choices.chance(5);
        text.codePoints().forEach(c -> {
            boolean needed = c == '<' || c == '>' || c == '&' || c == '\r';
            character(c, needed || (fancy && choices.nextBoolean()), out);
        });
    }

    private void character(int c, boolean escaped, StringBuilder to) {
        String plain = Character.toString(c);
        if (!escaped && encoder.canEncode(plain)) {
            to.append(plain);
            return;
        }
        String entity =
                switch (c) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    case '\'' -> "&apos;";
                    default -> "&#" + c + ";";
                };
        to.append(choices.chance(50) ? "&#x%X;".formatted(c) : entity);
    }
}
