package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.virtzoned.host.HostCheck;

/** Checks, printed in the manner of virt-host-validate, or as JSON. */
record CheckReport(List<HostCheck> checks) {
    /** 1 if a check fails. */
    int exitStatus() {
        return checks.stream().anyMatch(check -> check.result() == HostCheck.Result.FAIL) ? 1 : 0;
    }

    void print(PrintWriter out, OutputOption output) {
        if (output.json()) {
            JsonOutput.print(out, this::write);
        } else {
            print(out);
        }
    }

    private void print(PrintWriter out) {
        int width = checks.stream()
                .mapToInt(check -> check.subject().length())
                .max()
                .orElse(0);
        for (HostCheck check : checks) {
            String padding = " ".repeat(width - check.subject().length());
            String reason = check.found()
                    .map(found -> " (" + found
                            + check.remedy().map(remedy -> ". " + remedy).orElse("") + ")")
                    .orElse("");
            out.println("Checking " + check.subject() + padding + " : " + check.result() + reason);
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (HostCheck check : checks) {
            json.writeStartObject();
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
