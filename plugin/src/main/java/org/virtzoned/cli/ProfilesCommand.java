package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.virtzoned.device.DriveProfile;
import org.virtzoned.template.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        List<DriveProfile> readable =
                ReadableFiles.of(names, profiles::get, spec.commandLine().getErr());
        if (output.json()) {
            JsonOutput.print(out, json -> write(json, readable, names));
            return 0;
        }
        Table table = new Table("NAME", "FOR", "DRIVE", "DESCRIPTION");
        for (DriveProfile profile : readable) {
            table.row(
                    profile.name(),
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
    int show(
            @Parameters(paramLabel = "NAME", description = "The profile's name.") String name,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FORMAT",
                            description = "text (the default) or json, the form of a profile's file.")
                    OutputOption.Format format) {
        PrintWriter out = spec.commandLine().getOut();
        DriveProfile profile = profiles.get(name);
        if (format == OutputOption.Format.JSON) {
            JsonOutput.print(out, json -> write(json, profile, Optional.empty()));
            return 0;
        }
        out.println(profile.vendor() + " " + profile.model() + ": " + profile.description());
        out.println("Source: " + profile.source());
        out.println();
        Table table = new Table("PROPERTY", "VALUE");
        profile.words().forEach((word, value) -> table.row(word, value));
        table.print(out);
        return 0;
    }

    private static void write(JsonGenerator json, List<DriveProfile> profiles, Map<String, String> names)
            throws IOException {
        json.writeStartArray();
        for (DriveProfile profile : profiles) {
            write(json, profile, Optional.of(names.get(profile.name())));
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, DriveProfile profile, Optional<String> from) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", profile.name());
        if (from.isPresent()) {
            json.writeStringField("from", from.get());
        }
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
}
