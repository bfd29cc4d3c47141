package org.virtzoned.xml;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UnsupportedEncodingException;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Reads XML of strangers: well-formed, namespace-aware, without document type declarations, so without entities of its
 * own, internal or external.
 */
public final class XmlReader {
    private static final ThreadLocal<XMLReader> PARSER = ThreadLocal.withInitial(XmlReader::newParser);
    private static final ThreadLocal<DocumentBuilder> BUILDER = ThreadLocal.withInitial(XmlReader::newBuilder);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** No element of libvirt's has a tenth of them. */
    private static final String MAX_ATTRIBUTES = "1000";

    private XmlReader() {}

    /**
     * The tree of a document. A byte-order mark and the encoding that it declares do not count, since it is text already.
     *
     * @throws XmlSyntaxException saying what is wrong, and where
     */
    public static Document read(String text) {
        return read(new InputSource(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)));
    }

    /**
     * The tree of a document, its encoding found as XML 1.0 says (appendix F): by a byte-order mark, by its declaration,
     * else UTF-8.
     *
     * @throws XmlSyntaxException saying what is wrong, and where
     */
    public static Document read(byte[] bytes) {
        return read(new InputSource(new ByteArrayInputStream(bytes)));
    }

    private static Document read(InputSource source) {
        Document document = BUILDER.get().newDocument();
        TreeBuilder builder = new TreeBuilder(document, document);
        XMLReader parser = PARSER.get();
        try {
            parser.setContentHandler(builder);
            parser.setErrorHandler(builder);
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", builder);
            parser.parse(source);
            return document;
        } catch (SAXParseException e) {
            throw new XmlSyntaxException(
                    "line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + reason(e), e);
        } catch (UnsupportedEncodingException e) {
            throw new XmlSyntaxException(
                    "its encoding is '" + e.getMessage() + "', expected one that Java knows, such as UTF-8.", e);
        } catch (SAXException | IOException e) {
            throw new XmlSyntaxException(e.getMessage(), e);
        }
    }

    private static String reason(SAXParseException e) {
        if (e.getException() instanceof CharConversionException) {
            return "its bytes are not of the encoding that it declares, UTF-8 where it declares none: "
                    + e.getMessage();
        }
        return e.getMessage().startsWith("DOCTYPE")
                ? "it has a document type declaration, which is not read: it could name files of this host."
                : e.getMessage().replaceFirst("^JAXP[0-9]+: *", "");
    }

    private static XMLReader newParser() {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            XMLReader parser = factory.newSAXParser().getXMLReader();
            // Whatever this JDK's own limit is; DOM looks through all attributes of an element when one is added.
            parser.setProperty("jdk.xml.elementAttributeLimit", MAX_ATTRIBUTES);
            // Our messages are English, and so are the parser's within them.
            parser.setProperty("http://apache.org/xml/properties/locale", Locale.ROOT);
            return parser;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK's own parser knows these features", e);
        }
    }

    private static DocumentBuilder newBuilder() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has a document builder", e);
        }
    }
}
