package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.virtzoned.CheckedWay;
import org.virtzoned.WayCheck;
import org.virtzoned.error.ExitStatus;
import org.virtzoned.error.Printable;
import org.virtzoned.host.HostCheck;

/** Checks, printed in the manner of virt-host-validate, or as JSON. */
final class CheckReport {
    /** What stands for a way in checks that concern all. */
    private static final String HOST = "host";

    private final List<Entry> entries;

    /** @param group what the check is for; empty where all are for one thing */
    private record Entry(Optional<String> group, HostCheck check) {
        String heading() {
            return Printable.escaped(group.map(name -> name + ": ").orElse("") + "Checking " + check.subject());
        }
    }

    private CheckReport(List<Entry> entries) {
        this.entries = entries;
    }

    static CheckReport of(List<HostCheck> checks) {
        return new CheckReport(
                checks.stream().map(check -> new Entry(Optional.empty(), check)).toList());
    }

    static CheckReport ofWays(List<WayCheck> checks) {
        return new CheckReport(checks.stream()
                .map(entry ->
                        new Entry(Optional.of(entry.way().map(CheckedWay::word).orElse(HOST)), entry.check()))
                .toList());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether a check fails, as a status. */
    int exitStatus() {
        return entries.stream().anyMatch(entry -> entry.check().result() == HostCheck.Result.FAIL)
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }

    void print(PrintWriter out, OutputOption output, Terminal terminal) {
        if (output.json()) {
            JsonOutput.print(out, this::write);
        } else {
            print(out, terminal);
        }
    }

    private void print(PrintWriter out, Terminal terminal) {
        int width = entries.stream()
                .mapToInt(entry -> TextWidth.of(entry.heading()))
                .max()
                .orElse(0);
        for (Entry entry : entries) {
            String start = TextWidth.padded(entry.heading(), width) + " : ";
            HostCheck check = entry.check();
            String result = check.result().name();
            String reason = Printable.escaped(check.found()
                    .map(found ->
                            found + check.remedy().map(remedy -> ". " + remedy).orElse(""))
                    .orElse(""));
            out.print(start + coloured(check.result(), terminal));
            if (reason.isEmpty()) {
                out.println();
            } else if (TextWidth.of(start) + result.length() + TextWidth.of(reason) + " ()".length()
                    <= terminal.columns()) {
                out.println(" (" + reason + ")");
            } else {
                out.println();
                Paragraph.print(out, "    ", reason + ".", terminal.columns());
            }
        }
    }

    private static String coloured(HostCheck.Result result, Terminal terminal) {
        if (!terminal.colour()) {
            return result.name();
        }
        // ECMA-48, SGR: green, yellow, red.
        int colour =
                switch (result) {
                    case PASS -> 32;
                    case WARN -> 33;
                    case FAIL -> 31;
                };
        return "\u001b[" + colour + "m" + result.name() + "\u001b[0m";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Entry entry : entries) {
            HostCheck check = entry.check();
            json.writeStartObject();
            if (entry.group().isPresent()) {
                json.writeStringField("way", entry.group().get());
            }
            json.writeStringField("check", check.subject());
            json.writeStringField("result", check.result().name());
            if (check.found().isPresent()) {
                json.writeStringField("found", check.found().get());
            }
            if (check.remedy().isPresent()) {
                json.writeStringField("remedy", check.remedy().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
