package org.virtzoned.xml;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Puts elements into a tree and takes them out so that its white space is as before.
 *
 * <p>In a parent that is laid out in lines an element comes with the line break before it, and goes with it; in one that
 * is written without white space it comes and goes alone.
 */
public final class Layout {
    private static final String STEP = "  ";

    private Layout() {}

    /** Adds the element as the parent's last, and lays its own children out. */
    public static void append(Element parent, Element element) {
        insert(parent, element, last(parent));
    }

    /** Adds a copy of another document's element as the parent's last. */
    public static void appendCopy(Element parent, Element foreign) {
        Element copy = (Element) parent.getOwnerDocument().importNode(foreign, true);
        removeLayout(copy);
        append(parent, copy);
    }

    private static void removeLayout(Element element) {
        List<Element> children = Elements.children(element);
        for (Element child : children) {
            removeLayout(child);
            if (isBlank(child.getPreviousSibling())) {
                element.removeChild(child.getPreviousSibling());
            }
        }
        if (!children.isEmpty() && isBlank(element.getLastChild())) {
            element.removeChild(element.getLastChild());
        }
    }

    /** Adds the element after a child of the parent, or first where that is null. */
    public static void insert(Element parent, Element element, Node previous) {
        Node next = previous == null ? parent.getFirstChild() : previous.getNextSibling();
        if (!isBlank(next)) {
            parent.insertBefore(element, next);
            return;
        }
        String lineBreak = lineBreakIn(parent);
        parent.insertBefore(parent.getOwnerDocument().createTextNode(lineBreak), next);
        parent.insertBefore(element, next);
        layOutChildren(element, lineBreak);
    }

    /** Adds an element that is to hold others, and lays it out as one that holds some, where its parent is laid out. */
    public static void insertContainer(Element parent, Element element, Node previous) {
        insert(parent, element, previous);
        if (isBlank(element.getPreviousSibling())) {
            element.appendChild(parent.getOwnerDocument().createTextNode(lineBreakBefore(element)));
        }
    }

    /** The child that an element added last comes after. */
    public static Node last(Element parent) {
        Node last = parent.getLastChild();
        return isBlank(last) ? last.getPreviousSibling() : last;
    }

    /** Takes the element out of the tree, with the white space that stands before it. */
    public static void remove(Element element) {
        Node parent = element.getParentNode();
        Node before = element.getPreviousSibling();
        if (isBlank(before)) {
            parent.removeChild(before);
        }
        parent.removeChild(element);
    }

    /** Whether nothing but white space is in the element. */
    public static boolean isEmpty(Element element) {
        Node only = element.getFirstChild();
        return only == null || (only.getNextSibling() == null && isBlank(only));
    }

    private static void layOutChildren(Element element, String lineBreak) {
        List<Element> children = new ArrayList<>();
        Elements.children(element).forEach(children::add);
        if (children.isEmpty()) {
            return;
        }
        for (Element child : children) {
            element.insertBefore(element.getOwnerDocument().createTextNode(lineBreak + STEP), child);
            layOutChildren(child, lineBreak + STEP);
        }
        element.appendChild(element.getOwnerDocument().createTextNode(lineBreak));
    }

    /** As the parent's first element that is on a line of its own, else a step further than the parent itself. */
    private static String lineBreakIn(Element parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element && isLineBreak(child.getPreviousSibling())) {
                return lineBreakBefore(child);
            }
        }
        return lineBreakBefore(parent) + STEP;
    }

    private static String lineBreakBefore(Node node) {
        Node before = node.getPreviousSibling();
        if (!isLineBreak(before)) {
            return "\n";
        }
        String space = before.getNodeValue();
        return space.substring(space.lastIndexOf('\n'));
    }

    private static boolean isLineBreak(Node node) {
        return isBlank(node) && node.getNodeValue().indexOf('\n') >= 0;
    }

    private static boolean isBlank(Node node) {
        return node != null && node.getNodeType() == Node.TEXT_NODE && XmlText.isBlank(node.getNodeValue());
    }
}
