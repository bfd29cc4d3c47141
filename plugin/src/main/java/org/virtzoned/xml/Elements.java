package org.virtzoned.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The element children of an element, found by name; libvirt's own elements have no namespace. */
public final class Elements {
    private Elements() {}

    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    public static List<Element> children(Element parent, String name) {
        return children(parent, null, name);
    }

    public static List<Element> children(Element parent, String namespace, String name) {
        List<Element> children = children(parent);
        children.removeIf(element -> !is(element, namespace, name));
        return children;
    }

    /** The first child of that name: where libvirt wants one, it reads the first. */
    public static Optional<Element> child(Element parent, String name) {
        return child(parent, null, name);
    }

    public static Optional<Element> child(Element parent, String namespace, String name) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && is(element, namespace, name)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** The attribute of a child, empty where either is absent. */
    public static String childAttribute(Element parent, String child, String attribute) {
        return child(parent, child)
                .map(element -> element.getAttribute(attribute))
                .orElse("");
    }

    public static boolean is(Element element, String namespace, String name) {
        return name.equals(element.getLocalName())
                && (namespace == null
                        ? element.getNamespaceURI() == null
                        : namespace.equals(element.getNamespaceURI()));
    }

    /** libvirt's numbers: decimal, or hexadecimal after {@code 0x}; -1 for anything else. */
    public static int number(String text) {
        try {
            return Integer.decode(text.isEmpty() ? "-1" : text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
