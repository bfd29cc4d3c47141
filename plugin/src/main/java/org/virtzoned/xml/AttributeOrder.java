package org.virtzoned.xml;

import java.util.LinkedHashSet;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The order in which an element's attributes stood, kept with the element: DOM has none.
 *
 * @param names their qualified names
 */
record AttributeOrder(Set<String> names) {
    private static final String KEY = "org.virtzoned.attribute-order";

    /** The order of an element's attributes, empty at first. */
    static AttributeOrder of(Element element) {
        if (element.getUserData(KEY) instanceof AttributeOrder order) {
            return order;
        }
        AttributeOrder order = new AttributeOrder(new LinkedHashSet<>());
        element.setUserData(KEY, order, null);
        return order;
    }

    void add(String name) {
        names.add(name);
    }
}
