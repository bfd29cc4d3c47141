package org.virtzoned.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.virtzoned.DomainDevices;
import org.virtzoned.OnHost;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.DeviceJson;
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
        footer = "%nIN: config is the domain's definition, which the next start uses; live is its guest, which runs."
                + " ON HOST says which of them the hook has made live on this host; in JSON \"on-host\" is left out where"
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
                        .ifPresent(
                                problem -> spec.commandLine().getErr().println("warning: " + MessageLine.of(problem))));
            }
            onHost.problem()
                    .ifPresent(problem -> spec.commandLine().getErr().println("warning: " + MessageLine.of(problem)));
        }
        return 0;
    }

    private static void print(PrintWriter out, List<DomainDevices> domains, OnHost onHost) {
        Table table = new Table(
                "DOMAIN", "STATE", "IN", "ON HOST", "NAME", "WAY", "SIZE", "ZONE SIZE", "ZONES KEPT", "SOURCE");
        for (DomainDevices entry : domains) {
            for (ZonedDevice device : entry.all()) {
                Map<String, String> words = DeviceWriter.words(device);
                table.row(
                        entry.domain(),
                        entry.state().word(),
                        where(entry, device),
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

    /** In the words of the options that change the one and the other. */
    private static String where(DomainDevices domain, ZonedDevice device) {
        boolean config = domain.devices().contains(device);
        boolean live = domain.live().contains(device);
        return config && live ? "config, live" : live ? "live" : "config";
    }

    /** A form that {@code --devices} reads again. */
    private static void write(JsonGenerator json, List<DomainDevices> domains, OnHost onHost) throws IOException {
        json.writeStartArray();
        for (DomainDevices entry : domains) {
            json.writeStartObject();
            json.writeStringField(DeviceJson.DOMAIN, entry.domain());
            json.writeStringField(DeviceJson.STATE, entry.state().word());
            json.writeArrayFieldStart(DeviceJson.DEVICES);
            for (ZonedDevice device : entry.all()) {
                write(json, entry, device, onHost);
            }
            json.writeEndArray();
            if (entry.problem().isPresent()) {
                json.writeStringField(DeviceJson.PROBLEM, entry.problem().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, DomainDevices domain, ZonedDevice device, OnHost onHost)
            throws IOException {
        Map<String, Object> values = new LinkedHashMap<>(DeviceWriter.values(device));
        json.writeStartObject();
        json.writeFieldName(device.way().word());
        write(json, values.remove(DeviceWriter.SOURCE));
        for (Map.Entry<String, Object> value : values.entrySet()) {
            json.writeFieldName(value.getKey());
            write(json, value.getValue());
        }
        json.writeObjectFieldStart(DeviceJson.STATUS);
        json.writeBooleanField("zones-kept", device.keepsZones());
        json.writeBooleanField("config", domain.devices().contains(device));
        json.writeBooleanField("live", domain.live().contains(device));
        if (onHost.isKnown()) {
            json.writeBooleanField("on-host", onHost.isLive(domain, device));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }
}
