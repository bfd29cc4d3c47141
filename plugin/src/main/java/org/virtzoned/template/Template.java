package org.virtzoned.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.Printable;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlSyntaxException;
import org.virtzoned.xml.XmlText;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * A domain document with parameters.
 *
 * <p>{@code ${name}} in an attribute or a text stands for a parameter's value. An element with {@code template:if='name'}
 * is there only where that parameter has a value. {@code <template:template>} in the metadata says what the parameters
 * are. All of it is filled in the tree, so no value can become markup.
 */
public final class Template {
    private static final String NAMESPACE = "urn:virt-zoned:template:1";
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)}");
    /** The domain's name and kind: every template has them. */
    private static final String NAME = "name";

    private static final String TYPE = "type";

    private final String name;
    private final String text;
    private final String description;
    private final Map<String, TemplateParameter> parameters;

    private Template(String name, String text, String description, Map<String, TemplateParameter> parameters) {
        this.name = name;
        this.text = text;
        this.description = description;
        this.parameters = parameters;
    }

    static Template parse(String name, String text) {
        Element header = header(read(name, text).getDocumentElement())
                .orElseThrow(() -> unreadable(name, "it has no <template:template> in <metadata>.", null));
        Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
        for (Element parameter : Elements.children(header, NAMESPACE, "parameter")) {
            parameters.put(parameter.getAttribute("name"), readParameter(name, parameter));
        }
        String description = Elements.child(header, NAMESPACE, "description")
                .map(Template::line)
                .orElse("");
        return new Template(name, text, description, parameters);
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    /** The parameters beside the domain's name and type, which every template has. */
    public List<TemplateParameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** The template itself. */
    public String text() {
        return text;
    }

    /**
     * The domain document.
     *
     * @param domainName the domain's name
     * @param usual what the domain is unless {@code values} gives another type
     * @param values by parameter
     * @throws TemplateException if a value is missing, is wrong, or is for no parameter
     */
    public String fill(String domainName, DomainKind usual, Map<String, String> values) {
        DomainKind kind = values.containsKey(TYPE) ? usual.withType(typeOf(values.get(TYPE))) : usual;
        Map<String, String> filled = new LinkedHashMap<>(Map.of(NAME, domainName, TYPE, kind.type()));
        parameters.values().forEach(parameter -> {
            String value = values.getOrDefault(
                    parameter.name(), parameter.defaultFor(kind).orElse(""));
            if (!value.isEmpty()) {
                filled.put(parameter.name(), filledIn(parameter, value, kind));
            }
        });
        refuseUnknown(values);
        refuseMissing(filled);
        filled.forEach((parameter, value) -> {
            if (!XmlText.isAllowed(value)) {
                throw wrong(parameter, Printable.of(value), "text without control characters");
            }
        });
        Document document = XmlReader.read(text);
        Element root = document.getDocumentElement();
        header(root).ifPresent(Template::removeHeader);
        fill(root, filled);
        return XmlWriter.write(document, text.length());
    }

    private static Document read(String name, String text) {
        try {
            return XmlReader.read(text);
        } catch (XmlSyntaxException e) {
            throw unreadable(name, e.reason(), e);
        }
    }

    private String filledIn(TemplateParameter parameter, String value, DomainKind kind) {
        return parameter
                .filledIn(value, kind)
                .orElseThrow(() -> wrong(parameter.name(), value, parameter.expected(kind)));
    }

    private String typeOf(String value) {
        if (!DomainKind.TYPES.contains(value)) {
            throw wrong(TYPE, value, "kvm, qemu or hvf");
        }
        return value;
    }

    private TemplateException wrong(String parameter, String value, String expected) {
        return new TemplateException(
                ErrorCode.INVALID_DEVICE,
                "Cannot fill in template '" + name + "': parameter " + parameter + " is '" + value + "', expected "
                        + expected + ".",
                null);
    }

    private void refuseUnknown(Map<String, String> values) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(parameters.keySet());
        unknown.remove(TYPE);
        if (!unknown.isEmpty()) {
            throw new TemplateException(
                    ErrorCode.USAGE,
                    "Cannot fill in template '" + name + "': it has no parameter '" + unknown.first() + "'.",
                    "Its parameters are: type, " + String.join(", ", parameters.keySet()) + ".");
        }
    }

    private void refuseMissing(Map<String, String> filled) {
        String missing = parameters.values().stream()
                .filter(parameter -> parameter.required() && !filled.containsKey(parameter.name()))
                .map(parameter -> parameter.name() + " (" + parameter.description() + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new TemplateException(
                    ErrorCode.USAGE,
                    "Cannot fill in template '" + name + "': it needs " + missing + ".",
                    "Say it: --param NAME=VALUE.");
        }
    }

    private void fill(Element element, Map<String, String> values) {
        Attr condition = element.getAttributeNodeNS(NAMESPACE, "if");
        if (condition != null && !values.containsKey(condition.getValue())) {
            Layout.remove(element);
            return;
        }
        fillAttributes(element, values);
        List<Node> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            children.add(child);
        }
        for (Node child : children) {
            if (child instanceof Element nested) {
                fill(nested, values);
            } else if (child instanceof Text) {
                child.setNodeValue(fill(child.getNodeValue(), values));
            }
        }
    }

    private void fillAttributes(Element element, Map<String, String> values) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = attributes.getLength() - 1; i >= 0; i--) {
            Attr attribute = (Attr) attributes.item(i);
            boolean declaration = XMLNS.equals(attribute.getNamespaceURI())
                    && attribute.getValue().equals(NAMESPACE);
            if (declaration || NAMESPACE.equals(attribute.getNamespaceURI())) {
                element.removeAttributeNode(attribute);
            } else {
                attribute.setValue(fill(attribute.getValue(), values));
            }
        }
    }

    private String fill(String value, Map<String, String> values) {
        return PLACEHOLDER.matcher(value).replaceAll(match -> {
            String filled = values.get(match.group(1));
            if (filled == null) {
                throw unreadable(
                        name, "${" + match.group(1) + "} has no value where it stands without template:if.", null);
            }
            return Matcher.quoteReplacement(filled);
        });
    }

    private static Optional<Element> header(Element root) {
        return Elements.child(root, "metadata").flatMap(metadata -> Elements.child(metadata, NAMESPACE, "template"));
    }

    private static void removeHeader(Element header) {
        Element metadata = (Element) header.getParentNode();
        Layout.remove(header);
        if (Elements.children(metadata).isEmpty()) {
            Layout.remove(metadata);
        }
    }

    private static TemplateParameter readParameter(String template, Element element) {
        String type = element.getAttribute("type");
        String values = element.getAttribute("values");
        try {
            return new TemplateParameter(
                    element.getAttribute("name"),
                    type.isEmpty()
                            ? TemplateParameter.Type.TEXT
                            : TemplateParameter.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                    element.getAttribute("required").equals("yes"),
                    Optional.of(element.getAttribute("default")).filter(value -> !value.isEmpty()),
                    values.isEmpty() ? List.of() : List.of(values.split(" ")),
                    line(element));
        } catch (IllegalArgumentException e) {
            throw unreadable(
                    template,
                    "type of parameter '" + element.getAttribute("name") + "' is '" + type
                            + "', expected text, size, number, path or cpu.",
                    e);
        }
    }

    private static String line(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    private static TemplateException unreadable(String name, String reason, Throwable cause) {
        return new TemplateException(
                ErrorCode.INVALID_DOCUMENT,
                "Cannot read template '" + name + "': " + reason,
                "To see one of this form: virt-zoned templates show minimal",
                cause);
    }
}
