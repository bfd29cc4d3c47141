package org.virtzoned.xml;

import java.util.Optional;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Builds a tree of SAX events, of a parser's or of a JAXB marshaller's.
 *
 * <p>Unlike the JDK's own builder it notes in which order attributes stood, so that {@link XmlWriter} can write them so.
 */
public final class TreeBuilder extends DefaultHandler2 {
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    /** libvirt's parser takes no more (libxml2's nodePush): what walks a tree may count on it. */
    private static final int MAX_DEPTH = 257;

    private final Document document;
    private final StringBuilder text = new StringBuilder();
    private Node parent;
    private boolean inCdata;
    private int depth;
    private Locator locator;

    /**
     * A builder of nodes for a tree.
     *
     * @param parent what the nodes are added to: the document itself, a fragment or an element of it
     */
    public TreeBuilder(Document document, Node parent) {
        this.document = document;
        this.parent = parent;
    }

    /** Sets an attribute without a namespace, after those that the element has. */
    public static void setAttribute(Element element, String name, String value) {
        element.setAttribute(name, value);
        AttributeOrder.of(element).add(name);
    }

    /** Declares a namespace on an element. */
    public static void declareNamespace(Element element, String prefix, String namespace) {
        element.setAttributeNS(XMLNS, "xmlns:" + prefix, namespace);
        AttributeOrder.of(element).add("xmlns:" + prefix);
    }

    @Override
    public void setDocumentLocator(Locator parserLocator) {
        this.locator = parserLocator;
    }

    /** XML 1.1 has characters that libvirt does not take, and counts others as line ends. */
    @Override
    public void declaration(String version, String encoding, String standalone) throws SAXException {
        if (!version.equals("1.0")) {
            throw new SAXException("it is of XML " + version + ", expected 1.0.");
        }
        new XmlDeclaration(Optional.ofNullable(standalone)).keepWith(document);
    }

    @Override
    public void startElement(String namespace, String localName, String name, Attributes attributes)
            throws SAXException {
        flush();
        if (++depth > MAX_DEPTH) {
            throw new SAXParseException(
                    "its elements are nested deeper than " + MAX_DEPTH + " levels, which libvirt takes at most.",
                    locator);
        }
        Element element;
        try {
            element = element(namespace, name, attributes);
        } catch (DOMException e) {
            // The parser lets through a few that "Namespaces in XML" reserves or does not know, such as <:a> and
            // <xmlns>.
            throw new SAXParseException(
                    "the element <" + name + "> or an attribute of it has a name that no namespace can have.",
                    locator,
                    e);
        }
        parent.appendChild(element);
        parent = element;
    }

    @Override
    public void endElement(String namespace, String localName, String name) {
        flush();
        depth--;
        parent = parent.getParentNode();
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        text.append(chars, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) {
        text.append(chars, start, length);
    }

    @Override
    public void startCDATA() {
        flush();
        inCdata = true;
    }

    @Override
    public void endCDATA() {
        parent.appendChild(document.createCDATASection(text.toString()));
        text.setLength(0);
        inCdata = false;
    }

    @Override
    public void comment(char[] chars, int start, int length) {
        flush();
        parent.appendChild(document.createComment(new String(chars, start, length)));
    }

    @Override
    public void processingInstruction(String target, String data) {
        flush();
        parent.appendChild(document.createProcessingInstruction(target, data));
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
        throw e;
    }

    private void flush() {
        if (text.length() > 0 && !inCdata) {
            parent.appendChild(document.createTextNode(text.toString()));
            text.setLength(0);
        }
    }

    private Element element(String namespace, String name, Attributes attributes) {
        Element element = document.createElementNS(namespace.isEmpty() ? null : namespace, name);
        AttributeOrder order = AttributeOrder.of(element);
        for (int i = 0; i < attributes.getLength(); i++) {
            String attribute = attributes.getQName(i);
            element.setAttributeNS(attributeNamespace(attributes, i), attribute, attributes.getValue(i));
            order.add(attribute);
        }
        return element;
    }

    /** A parser gives declarations of namespaces among the attributes, without the namespace that they are in. */
    private static String attributeNamespace(Attributes attributes, int index) {
        String name = attributes.getQName(index);
        if (name.equals("xmlns") || name.startsWith("xmlns:")) {
            return XMLNS;
        }
        String namespace = attributes.getURI(index);
        return namespace == null || namespace.isEmpty() ? null : namespace;
    }
}
