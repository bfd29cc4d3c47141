package org.virtzoned.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a run of {@code virt-zoned filter} printed and returned. */
record FilterRun(int status, String out, String err) {
    static FilterRun of(String document, List<String> arguments) {
        return of(document.getBytes(StandardCharsets.UTF_8), arguments);
    }

    static FilterRun of(byte[] document, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("filter"));
        all.addAll(arguments);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(
                new ByteArrayInputStream(document),
                new PrintWriter(out),
                new PrintWriter(err),
                stream -> Terminal.NONE,
                new Termination(hook -> {}),
                all.toArray(String[]::new));
        return new FilterRun(status, out.toString(), err.toString());
    }

    /** The document that was printed. */
    String document() {
        if (status != 0 || !err.isEmpty()) {
            throw new AssertionError("expected a document, found exit status " + status + " and: " + err);
        }
        return out;
    }

    /** The refusal, with the exit status as its last line. */
    String refusal() {
        if (!out.isEmpty()) {
            throw new AssertionError("expected a refusal and nothing on standard output, found: " + out);
        }
        return err + "exit status " + status + "\n";
    }
}
