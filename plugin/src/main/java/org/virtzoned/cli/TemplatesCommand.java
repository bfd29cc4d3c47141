package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.virtzoned.template.Template;
import org.virtzoned.template.TemplateParameter;
import org.virtzoned.template.Templates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code templates}: the domain templates. */
@Command(
        name = "templates",
        mixinStandardHelpOptions = true,
        description = "Show the templates of 'create'.",
        footer = "%nOne's own are in ~/.config/virt-zoned/templates, the host's in /etc/virt-zoned/templates.")
final class TemplatesCommand implements Callable<Integer> {
    private final Templates templates = new Templates();

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> names = templates.names();
        List<Template> readable =
                ReadableFiles.of(names, templates::get, spec.commandLine().getErr());
        if (output.json()) {
            JsonOutput.print(out, json -> write(json, readable, names));
            return 0;
        }
        Table table = new Table("NAME", "FROM", "DESCRIPTION");
        readable.forEach(template -> table.row(template.name(), names.get(template.name()), template.description()));
        table.print(out);
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a template: its parameters, and its text.")
    int show(@Parameters(paramLabel = "NAME", description = "The template's name.") String name) {
        PrintWriter out = spec.commandLine().getOut();
        Template template = templates.get(name);
        out.println(template.name() + ": " + template.description());
        out.println();
        Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "DESCRIPTION");
        table.row("type", "kvm|qemu|hvf", "kvm where libvirt has it", "the domain's type; qemu is emulation");
        for (TemplateParameter parameter : template.parameters()) {
            table.row(
                    parameter.name(),
                    parameter.values().isEmpty() ? parameter.type().word() : String.join("|", parameter.values()),
                    parameter.required()
                            ? "(required)"
                            : parameter.defaultDescription().orElse("-"),
                    parameter.description());
        }
        table.print(out);
        out.println();
        out.print(template.text());
        return 0;
    }

    private static void write(JsonGenerator json, List<Template> templates, Map<String, String> names)
            throws IOException {
        json.writeStartArray();
        for (Template template : templates) {
            json.writeStartObject();
            json.writeStringField("name", template.name());
            json.writeStringField("from", names.get(template.name()));
            json.writeStringField("description", template.description());
            json.writeArrayFieldStart("parameters");
            for (TemplateParameter parameter : template.parameters()) {
                json.writeStartObject();
                json.writeStringField("name", parameter.name());
                json.writeStringField("type", parameter.type().word());
                json.writeBooleanField("required", parameter.required());
                if (parameter.defaultValue().isPresent()) {
                    json.writeStringField("default", parameter.defaultValue().get());
                }
                json.writeStringField("description", parameter.description());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
