package org.virtzoned.relaxng;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The content of an element while it is made.
 *
 * @param owner the element, which attributes are given to
 * @param nodes what is to be its children
 * @param depth how many elements it is in
 */
record Content(Document document, Element owner, List<Node> nodes, int depth, Growth growth, Choices choices) {
    Content(Document document, Element owner, int depth, Growth growth, Choices choices) {
        this(document, owner, new ArrayList<>(), depth, growth, choices);
    }

    void element(NameClass name, Pattern pattern) {
        QName chosen = name.choose(choices);
        Element element = document.createElementNS(namespace(chosen), chosen.getLocalPart());
        Content content = new Content(document, element, depth + 1, growth, choices);
        pattern.generate(content);
        content.nodes.forEach(element::appendChild);
        nodes.add(element);
    }

    void attribute(NameClass name, Pattern value) {
        QName chosen = name.choose(choices);
        Content text = new Content(document, owner, depth, growth, choices);
        value.generate(text);
        StringBuilder literal = new StringBuilder();
        text.nodes.forEach(node -> literal.append(node.getNodeValue()));
        owner.setAttributeNS(namespace(chosen), chosen.getLocalPart(), literal.toString());
    }

    void text(String text) {
        if (!text.isEmpty()) {
            nodes.add(document.createTextNode(text));
        }
    }

    int count(int least, boolean many) {
        return growth.count(least, many, owner.getLocalName(), depth, choices);
    }

    <T> T oneOf(List<T> list) {
        return list.get(choices.nextInt(list.size()));
    }

    /** What matches a pattern, for the same element. */
    List<Node> beside(Pattern pattern) {
        Content content = new Content(document, owner, depth, growth, choices);
        pattern.generate(content);
        return content.nodes;
    }

    /** Adds lists of nodes, mixed, each in its order. */
    void mix(List<List<Node>> lists) {
        List<List<Node>> left = new ArrayList<>(lists);
        left.removeIf(List::isEmpty);
        int[] taken = new int[left.size()];
        while (!left.isEmpty()) {
            int i = choices.nextInt(left.size());
            nodes.add(left.get(i).get(taken[i]++));
            if (taken[i] == left.get(i).size()) {
                left.remove(i);
                System.arraycopy(taken, i + 1, taken, i, taken.length - i - 1);
            }
        }
    }

    private static String namespace(QName name) {
        return name.getNamespaceURI().isEmpty() ? null : name.getNamespaceURI();
    }
}
