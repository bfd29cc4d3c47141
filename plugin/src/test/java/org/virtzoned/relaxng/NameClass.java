package org.virtzoned.relaxng;

import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** The names that an element or an attribute may have. */
interface NameClass {
    QName choose(Choices choices);

    /** {@code name=}: this one. */
    record Named(QName name) implements NameClass {
        @Override
        public QName choose(Choices choices) {
            return name;
        }
    }

    /** {@code <anyName>}: any, in no namespace or in one. */
    record AnyName() implements NameClass {
        @Override
        public QName choose(Choices choices) {
            String namespace = choices.of(
                    "",
                    "urn:a",
                    "urn:b:1",
                    XMLConstants.XML_NS_URI,
                    "http://example.org/x?y=1&z",
                    "http://libosinfo.org/xmlns/libvirt/domain/1.0");
            return new QName(namespace, choices.of("a", "item", "devices", "device", "Größe", "_x-1.y", "space"));
        }
    }
}
