package org.virtzoned.conformance;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** libvirt's RELAX NG schema of domains, as it is installed. */
public final class DomainSchema {
    private static final Path FILE = Path.of("/usr/share/libvirt/schemas/domain.rng");

    /** Jing notes all that it has seen, for speed: after 100,000 generated documents that is more than a gigabyte. */
    private static final int MOST_DOCUMENTS = 5_000;

    private final Errors errors = new Errors();
    private final ValidationDriver driver;
    private int documents;

    private DomainSchema() {
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, errors);
        this.driver = new ValidationDriver(properties.toPropertyMap());
    }

    /** The schema's file. */
    public static Path file() {
        if (!Files.exists(FILE)) {
            throw new AssertionError(FILE
                    + " is not there. Install libvirt's schemas: libvirt0 (Debian 12), libvirt-common (Debian 13).");
        }
        return FILE;
    }

    /** Reads the schema, which takes about a second. */
    public static DomainSchema installed() {
        DomainSchema schema = new DomainSchema();
        schema.load();
        return schema;
    }

    private void load() {
        Path file = file();
        try {
            if (!driver.loadSchema(ValidationDriver.fileInputSource(file.toFile()))) {
                throw new AssertionError(file + " cannot be read: " + errors.lines);
            }
        } catch (IOException | SAXException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** What the schema rejects, with line and column; empty for a valid document. */
    public List<String> errors(String document) {
        return errors(new InputSource(new StringReader(document)));
    }

    /** The same of a document that is read as its bytes say. */
    public List<String> errors(byte[] document) {
        return errors(new InputSource(new ByteArrayInputStream(document)));
    }

    private List<String> errors(InputSource document) {
        if (++documents % MOST_DOCUMENTS == 0) {
            load();
        }
        errors.lines.clear();
        try {
            driver.validate(document);
        } catch (IOException | SAXException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(errors.lines);
    }

    private static final class Errors implements ErrorHandler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            error(e);
        }

        @Override
        public void error(SAXParseException e) {
            lines.add(e.getLineNumber() + ":" + e.getColumnNumber() + ": " + e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }
}
