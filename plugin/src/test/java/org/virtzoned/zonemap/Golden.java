package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What is printed of zones, against golden files. With {@code -Dgolden.update} they are written anew: read the difference. */
final class Golden {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "zones");

    private Golden() {}

    /** What is printed is what the file says. */
    static void assertPrints(String name, Consumer<PrintWriter> printing) {
        String printed = printed(printing);
        Path file = FOLDER.resolve(name);
        try {
            if (UPDATE) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, printed);
            }
            assertEquals(Files.readString(file), printed, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String printed(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString();
    }
}
