package org.virtzoned.xml;

import java.util.Optional;
import org.w3c.dom.Document;

/**
 * The XML declaration that a document came with, kept with it: DOM does not say whether there was one.
 *
 * @param standalone what it says of itself, {@code yes} or {@code no}
 */
record XmlDeclaration(Optional<String> standalone) {
    private static final String KEY = "org.virtzoned.xml-declaration";

    static Optional<XmlDeclaration> of(Document document) {
        return document.getUserData(KEY) instanceof XmlDeclaration declaration
                ? Optional.of(declaration)
                : Optional.empty();
    }

    void keepWith(Document document) {
        document.setUserData(KEY, this, null);
    }

    /** As text, of a document that is written in UTF-8. */
    String text() {
        return "<?xml version='1.0' encoding='UTF-8'"
                + standalone.map(value -> " standalone='" + value + "'").orElse("") + "?>";
    }
}
