package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.virtzoned.host.HostCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code hooks status}: whether the hook, and what it needs, is in order. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say whether the hook, and what it needs, is in order.",
        footer = "%nExits 1 if a check fails.")
final class HooksStatusCommand implements Callable<Integer> {
    @ParentCommand
    private HooksCommand hooks;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<HostCheck> checks = hooks.hooks().status();
        if (output.json()) {
            JsonOutput.print(out, json -> write(json, checks));
        } else {
            print(out, checks);
        }
        return checks.stream().anyMatch(check -> check.result() == HostCheck.Result.FAIL) ? 1 : 0;
    }

    /** In the manner of virt-host-validate. */
    static void print(PrintWriter out, List<HostCheck> checks) {
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

    private static void write(JsonGenerator json, List<HostCheck> checks) throws IOException {
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
