package org.virtzoned.it.nested;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.it.Needs;

/** {@code virt-zoned filter}, on the machine that the tests run on. */
final class Filter {
    private Filter() {}

    /** The document with the devices of some options. */
    static String run(String document, String... options) throws IOException {
        Path in = Files.createTempFile("domain", ".xml");
        Path out = Files.createTempFile("domain", ".xml");
        try {
            Files.writeString(in, document);
            List<String> command = new ArrayList<>(
                    List.of(Needs.project().resolve("bin/virt-zoned").toString(), "filter"));
            command.addAll(List.of(options));
            Process filter = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            String error = new String(filter.getErrorStream().readAllBytes(), UTF_8);
            if (filter.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + error);
            }
            return Files.readString(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
