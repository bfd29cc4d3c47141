package org.virtzoned.xml;

import java.io.IOException;
import java.io.StringReader;
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

    private XmlReader() {}

    /**
     * The tree of a document.
     *
     * @throws XmlSyntaxException saying what is wrong, and where
     */
    public static Document read(String text) {
        Document document = BUILDER.get().newDocument();
        TreeBuilder builder = new TreeBuilder(document, document);
        XMLReader parser = PARSER.get();
        try {
            parser.setContentHandler(builder);
            parser.setErrorHandler(builder);
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", builder);
            parser.parse(new InputSource(new StringReader(text)));
            return document;
        } catch (SAXParseException e) {
            throw new XmlSyntaxException(
                    "line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + reason(e), e);
        } catch (SAXException | IOException e) {
            throw new XmlSyntaxException(e.getMessage(), e);
        }
    }

    private static String reason(SAXParseException e) {
        return e.getMessage().startsWith("DOCTYPE")
                ? "it has a document type declaration, which is not read: it could name files of this host."
                : e.getMessage();
    }

    private static XMLReader newParser() {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            XMLReader parser = factory.newSAXParser().getXMLReader();
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
