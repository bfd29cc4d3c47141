package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.virtzoned.DomainDevices;
import org.virtzoned.OnHost;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.ZonedDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code list}: the zoned devices of domains. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Show the zoned devices of domains.",
        footer =
                "%nON HOST says which of them the hook has made live on this host; in JSON \"on-host\" is left out where"
                        + " that is not known.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", arity = "0..1", description = "Only this one: its name, UUID or id.")
    private String domain;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (VirtZoned virtZoned = program.connect()) {
            List<DomainDevices> domains = domain == null ? virtZoned.list() : List.of(virtZoned.list(domain));
            OnHost onHost = virtZoned.onHost(domains);
            if (output.json()) {
                JsonOutput.print(out, json -> write(json, domains, onHost));
            } else {
                print(out, domains, onHost);
                domains.forEach(entry -> entry.problem()
                        .ifPresent(problem -> spec.commandLine().getErr().println("warning: " + problem)));
            }
            onHost.problem().ifPresent(problem -> spec.commandLine().getErr().println("warning: " + problem));
        }
        return 0;
    }

    private static void print(PrintWriter out, List<DomainDevices> domains, OnHost onHost) {
        Table table =
                new Table("DOMAIN", "STATE", "ON HOST", "NAME", "WAY", "SIZE", "ZONE SIZE", "ZONES KEPT", "SOURCE");
        for (DomainDevices entry : domains) {
            for (ZonedDevice device : entry.devices()) {
                Map<String, String> words = DeviceWriter.words(device);
                table.row(
                        entry.domain(),
                        entry.active() ? "running" : "shut off",
                        onHost.isLive(entry, device) ? "live" : "-",
                        device.name().text(),
                        device.way().word(),
                        words.getOrDefault("size", "-"),
                        words.getOrDefault("zone-size", "-"),
                        device.keepsZones() ? "yes" : "until QEMU ends",
                        device.source());
            }
        }
        table.print(out);
    }

    private static void write(JsonGenerator json, List<DomainDevices> domains, OnHost onHost) throws IOException {
        json.writeStartArray();
        for (DomainDevices entry : domains) {
            json.writeStartObject();
            json.writeStringField("domain", entry.domain());
            json.writeBooleanField("running", entry.active());
            json.writeArrayFieldStart("devices");
            for (ZonedDevice device : entry.devices()) {
                json.writeStartObject();
                json.writeStringField("way", device.way().word());
                for (Map.Entry<String, String> word : DeviceWriter.words(device).entrySet()) {
                    json.writeStringField(word.getKey(), word.getValue());
                }
                json.writeBooleanField("zones-kept", device.keepsZones());
                if (onHost.isKnown()) {
                    json.writeBooleanField("on-host", onHost.isLive(entry, device));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (entry.problem().isPresent()) {
                json.writeStringField("problem", entry.problem().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
