package org.virtzoned.zonemap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an SVG document element by element, a line each. A failure to write throws {@link UncheckedIOException}. */
final class SvgWriter {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final double DECIMALS = 1000;

    private final XMLStreamWriter xml;

    SvgWriter(Writer out) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    /** Begins the document with its root element. */
    void begin(String... attributes) {
        write(() -> {
            xml.writeStartDocument();
            xml.writeCharacters("\n");
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace(NAMESPACE);
            writeAttributes(attributes);
            xml.writeCharacters("\n");
        });
    }

    /** An element with others in it: attributes are name, value, name, value, … */
    void start(String name, String... attributes) {
        write(() -> {
            xml.writeStartElement(name);
            writeAttributes(attributes);
            xml.writeCharacters("\n");
        });
    }

    void end() {
        write(() -> {
            xml.writeEndElement();
            xml.writeCharacters("\n");
        });
    }

    void empty(String name, String... attributes) {
        write(() -> {
            xml.writeEmptyElement(name);
            writeAttributes(attributes);
            xml.writeCharacters("\n");
        });
    }

    void text(String name, String text, String... attributes) {
        write(() -> {
            xml.writeStartElement(name);
            writeAttributes(attributes);
            xml.writeCharacters(text);
            xml.writeEndElement();
            xml.writeCharacters("\n");
        });
    }

    /** An element that says something to who points at it. */
    void titled(String name, String title, String... attributes) {
        write(() -> {
            xml.writeStartElement(name);
            writeAttributes(attributes);
            xml.writeStartElement("title");
            xml.writeCharacters(title);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeCharacters("\n");
        });
    }

    /** Ends the document; what it is written to stays open. */
    void finish() {
        write(() -> {
            xml.writeEndDocument();
            xml.flush();
            xml.close();
        });
    }

    /** A number in a document, with no more digits than are seen. */
    static String number(double value) {
        long thousandths = Math.round(value * DECIMALS);
        return thousandths % (long) DECIMALS == 0
                ? Long.toString(thousandths / (long) DECIMALS)
                : Double.toString(thousandths / DECIMALS);
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws XMLStreamException;
    }

    private void writeAttributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private static UncheckedIOException failure(XMLStreamException e) {
        Throwable cause = e.getNestedException() != null ? e.getNestedException() : e.getCause();
        return new UncheckedIOException(cause instanceof IOException failed ? failed : new IOException(e));
    }
}
