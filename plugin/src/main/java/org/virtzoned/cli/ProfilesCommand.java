package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.virtzoned.device.DriveProfile;
import org.virtzoned.template.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profiles}: the geometries of real drives. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = "Show the geometries of real drives, for profile=NAME.",
        footer = "%nOne's own are in ~/.config/virt-zoned/profiles, the host's in /etc/virt-zoned/profiles.")
final class ProfilesCommand implements Callable<Integer> {
    private final Profiles profiles = new Profiles();

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> names = profiles.names();
        if (output.json()) {
            JsonOutput.print(out, json -> write(json, names));
            return 0;
        }
        Table table = new Table("NAME", "FOR", "DRIVE", "DESCRIPTION");
        for (String name : names.keySet()) {
            DriveProfile profile = profiles.get(name);
            table.row(
                    name,
                    String.join(",", profile.kinds()),
                    profile.vendor() + " " + profile.model(),
                    profile.description());
        }
        table.print(out);
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a profile: its properties, and where they are published.")
    int show(@Parameters(paramLabel = "NAME", description = "The profile's name.") String name) {
        PrintWriter out = spec.commandLine().getOut();
        DriveProfile profile = profiles.get(name);
        out.println(profile.vendor() + " " + profile.model() + ": " + profile.description());
        out.println("Source: " + profile.source());
        out.println();
        Table table = new Table("PROPERTY", "VALUE");
        profile.words().forEach((word, value) -> table.row(word, value));
        table.print(out);
        return 0;
    }

    private void write(JsonGenerator json, Map<String, String> names) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, String> entry : names.entrySet()) {
            DriveProfile profile = profiles.get(entry.getKey());
            json.writeStartObject();
            json.writeStringField("name", profile.name());
            json.writeStringField("from", entry.getValue());
            json.writeStringField("vendor", profile.vendor());
            json.writeStringField("model", profile.model());
            json.writeStringField("description", profile.description());
            json.writeStringField("source", profile.source());
            json.writeArrayFieldStart("for");
            for (String kind : profile.kinds()) {
                json.writeString(kind);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("properties");
            for (Map.Entry<String, String> word : profile.words().entrySet()) {
                json.writeStringField(word.getKey(), word.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
