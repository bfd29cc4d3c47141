package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;

/** An element that is a name and no more: {@code <alias>}, {@code <adapter>}, {@code <model>}. */
@XmlAccessorType(XmlAccessType.FIELD)
final class NamedElement {
    @XmlAttribute
    String name;

    private NamedElement() {}

    static NamedElement of(String name) {
        NamedElement element = new NamedElement();
        element.name = name;
        return element;
    }
}
