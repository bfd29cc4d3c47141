package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Prints a report as JSON. */
final class JsonOutput {
    private JsonOutput() {}

    /** What is written to the generator. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static void print(PrintWriter out, Content content) {
        print(out, new DefaultPrettyPrinter(), content);
    }

    /** The same on one line, for a report of many. */
    static void printLine(PrintWriter out, Content content) {
        print(out, null, content);
    }

    private static void print(PrintWriter out, PrettyPrinter form, Content content) {
        try (JsonGenerator json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(out)) {
            json.setPrettyPrinter(form);
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }
}
