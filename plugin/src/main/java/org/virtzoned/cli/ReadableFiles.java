package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.virtzoned.error.VirtZonedException;

/** The templates or profiles that can be read: one broken file does not keep the others from being listed. */
final class ReadableFiles {
    private ReadableFiles() {}

    /**
     * Those of the names that can be read, in their order; of the others says the file and the reason.
     *
     * @param names where each is
     */
    static <T> List<T> of(Map<String, String> names, Function<String, T> reader, PrintWriter err) {
        List<T> readable = new ArrayList<>();
        names.forEach((name, from) -> {
            try {
                readable.add(reader.apply(name));
            } catch (VirtZonedException e) {
                err.println("warning: " + MessageLine.of(from + " is not listed: " + e.getMessage()));
                e.remedy().map(MessageLine::of).ifPresent(err::println);
            }
        });
        return readable;
    }
}
