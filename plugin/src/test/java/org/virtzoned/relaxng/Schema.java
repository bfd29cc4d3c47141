package org.virtzoned.relaxng;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A schema that makes documents that are valid by it. Namespaces are not declared in them, and have no prefixes. */
public final class Schema {
    private final Pattern start;

    private Schema(Pattern start) {
        this.start = start;
    }

    public static Schema read(Path file) {
        return new Schema(SchemaReader.read(file));
    }

    /** A valid document. */
    public Document generate(Growth growth, Choices choices) {
        Document document = newDocument();
        Element nowhere = document.createElementNS(null, "document");
        Content content = new Content(document, nowhere, 0, growth, choices);
        start.generate(content);
        document.appendChild(content.nodes().get(0));
        return document;
    }

    /** The names of the elements that the elements of a path may hold: {@code domain}, {@code devices}. */
    public Set<String> childrenOf(String... path) {
        Pattern pattern = start;
        for (String name : path) {
            pattern = elements(pattern).stream()
                    .filter(element -> isNamed(element, name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the schema has no <" + name + ">"))
                    .content();
        }
        Set<String> names = new TreeSet<>();
        for (Nodes.ElementPattern element : elements(pattern)) {
            if (element.isPossible() && element.name() instanceof NameClass.Named named) {
                names.add(named.name().getLocalPart());
            }
        }
        return names;
    }

    private static boolean isNamed(Nodes.ElementPattern element, String name) {
        return element.name() instanceof NameClass.Named named
                && named.name().getLocalPart().equals(name);
    }

    private static Set<Nodes.ElementPattern> elements(Pattern pattern) {
        Set<Nodes.ElementPattern> elements = Collections.newSetFromMap(new IdentityHashMap<>());
        if (pattern instanceof Nodes.ElementPattern element) {
            elements.add(element);
        }
        pattern.parts().forEach(part -> elements.addAll(elements(part)));
        return elements;
    }

    private static Document newDocument() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has a document builder", e);
        }
    }
}
