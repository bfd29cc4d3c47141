package org.virtzoned.relaxng;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.xml.namespace.QName;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads a schema in RELAX NG's XML syntax with the files that it includes. What libvirt does not use of it is refused. */
final class SchemaReader {
    private static final String NAMESPACE = "http://relaxng.org/ns/structure/1.0";

    private final Set<Path> read = new HashSet<>();
    private final Map<String, List<Element>> definitions = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final List<Patterns.Reference> references = new ArrayList<>();
    private Element start;

    private SchemaReader() {}

    /** The pattern of the schema's start. */
    static Pattern read(Path file) {
        SchemaReader reader = new SchemaReader();
        reader.collect(file);
        Pattern start = reader.all(reader.start);
        reader.definitions.keySet().forEach(reader::definition);
        reader.settle();
        return start;
    }

    private void collect(Path file) {
        if (!read.add(file.normalize())) {
            return;
        }
        for (Element part : Elements.children(parse(file))) {
            switch (part.getLocalName()) {
                case "include" -> collect(file.resolveSibling(part.getAttribute("href")));
                case "define" ->
                    definitions
                            .computeIfAbsent(part.getAttribute("name"), name -> new ArrayList<>())
                            .add(part);
                case "start" -> start = part;
                default -> throw unknown(part);
            }
        }
    }

    /** Several definitions of one name are alternatives: libvirt has none but by {@code combine="choice"}. */
    private Pattern definition(String name) {
        Pattern known = patterns.get(name);
        if (known == null) {
            List<Element> parts = definitions.get(name);
            known = parts.size() == 1
                    ? all(parts.get(0))
                    : new Patterns.Choice(parts.stream().map(this::all).toList());
            patterns.put(name, known);
        }
        return known;
    }

    private void settle() {
        boolean settled = false;
        while (!settled) {
            settled = true;
            for (Patterns.Reference reference : references) {
                settled &= reference.settle();
            }
        }
    }

    /** The patterns in an element, as a group. */
    private Pattern all(Element parent) {
        List<Pattern> all = patternsIn(parent);
        return all.size() == 1 ? all.get(0) : new Patterns.Group(all);
    }

    private List<Pattern> patternsIn(Element parent) {
        List<Pattern> all = new ArrayList<>();
        for (Element child : Elements.children(parent)) {
            if (NAMESPACE.equals(child.getNamespaceURI()) && !isNameClass(child)) {
                all.add(pattern(child));
            }
        }
        return all;
    }

    private Pattern pattern(Element element) {
        return switch (element.getLocalName()) {
            case "element" ->
                new Nodes.ElementPattern(nameClass(element, SchemaReader::inheritedNamespace), all(element));
            case "attribute" ->
                new Nodes.AttributePattern(nameClass(element, SchemaReader::ownNamespace), value(element));
            case "group" -> all(element);
            case "interleave" -> new Patterns.Interleave(patternsIn(element));
            case "choice" -> new Patterns.Choice(patternsIn(element));
            case "optional" -> new Patterns.Repetition(all(element), 0, false);
            case "zeroOrMore" -> new Patterns.Repetition(all(element), 0, true);
            case "oneOrMore" -> new Patterns.Repetition(all(element), 1, true);
            case "ref" -> reference(element.getAttribute("name"));
            case "value" -> new Nodes.Value(element.getTextContent());
            case "data" ->
                new Nodes.Data(new DataType(element.getAttribute("type"), parameters(element), exceptions(element)));
            case "text" -> new Nodes.Text();
            case "empty" -> new Patterns.Empty();
            case "notAllowed" -> new Patterns.NotAllowed();
            default -> throw unknown(element);
        };
    }

    private Pattern reference(String name) {
        if (!definitions.containsKey(name)) {
            throw new IllegalArgumentException("the schema refers to '" + name + "', which it does not define");
        }
        Patterns.Reference reference = new Patterns.Reference(() -> definition(name));
        references.add(reference);
        return reference;
    }

    /** An attribute without a pattern has any text. */
    private Pattern value(Element attribute) {
        return patternsIn(attribute).isEmpty() ? new Nodes.Text() : all(attribute);
    }

    private static Map<String, String> parameters(Element data) {
        Map<String, String> parameters = new TreeMap<>();
        for (Element parameter : Elements.children(data, NAMESPACE, "param")) {
            parameters.put(parameter.getAttribute("name"), parameter.getTextContent());
        }
        return parameters;
    }

    /** {@code <except>}: libvirt has values there, one or a choice of some. */
    private static Set<String> exceptions(Element data) {
        Set<String> exceptions = new HashSet<>();
        Elements.child(data, NAMESPACE, "except").ifPresent(except -> {
            NodeList values = except.getElementsByTagNameNS(NAMESPACE, "value");
            for (int i = 0; i < values.getLength(); i++) {
                exceptions.add(values.item(i).getTextContent());
            }
        });
        return exceptions;
    }

    private static NameClass nameClass(Element element, Function<Element, String> namespace) {
        if (element.hasAttribute("name")) {
            return new NameClass.Named(new QName(namespace.apply(element), element.getAttribute("name")));
        }
        Element name = Elements.children(element).get(0);
        if (!isNameClass(name) || !Elements.children(name).isEmpty()) {
            throw unknown(name);
        }
        return new NameClass.AnyName();
    }

    private static boolean isNameClass(Element element) {
        return element.getLocalName().equals("anyName");
    }

    private static String ownNamespace(Element element) {
        return element.getAttribute("ns");
    }

    /** {@code ns=} holds for all elements in the one that says it. */
    private static String inheritedNamespace(Element element) {
        for (Element at = element; ; at = (Element) at.getParentNode()) {
            if (at.hasAttribute("ns") || at == at.getOwnerDocument().getDocumentElement()) {
                return at.getAttribute("ns");
            }
        }
    }

    private static Element parse(Path file) {
        try {
            return XmlReader.read(Files.readString(file)).getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalArgumentException unknown(Element element) {
        return new IllegalArgumentException("<" + element.getTagName() + "> of RELAX NG is not read here");
    }
}
