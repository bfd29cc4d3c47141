package org.virtzoned.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** A document taken to pieces, each as a text: tags with their attributes, comments, instructions, words. */
final class Tokens {
    private final List<String> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Tokens() {}

    static List<String> of(byte[] document) {
        Tokens tokens = new Tokens();
        tokens.children(XmlReader.read(document));
        return tokens.tokens;
    }

    /** Those of the first list that the second has not, in their order: none where things were only added. */
    static List<String> missing(List<String> before, List<String> after) {
        int found = 0;
        for (String token : after) {
            if (found < before.size() && token.equals(before.get(found))) {
                found++;
            }
        }
        return before.subList(found, before.size());
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            node(child);
        }
    }

    private void node(Node node) {
        if (node instanceof Element element) {
            add("<" + element.getTagName() + attributes(element));
            children(element);
            add("</" + element.getTagName());
        } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
            text.append(node.getNodeValue());
        } else {
            add(node.getNodeName() + " " + node.getNodeValue());
        }
    }

    private void add(String token) {
        if (!text.toString().isBlank()) {
            tokens.add(text.toString().strip());
        }
        text.setLength(0);
        tokens.add(token);
    }

    private static Set<String> attributes(Element element) {
        Set<String> written = new TreeSet<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            written.add(
                    attributes.item(i).getNodeName() + "='" + attributes.item(i).getNodeValue() + "'");
        }
        return written;
    }
}
