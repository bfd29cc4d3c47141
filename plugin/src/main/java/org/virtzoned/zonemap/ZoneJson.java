package org.virtzoned.zonemap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReportedDevice;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneReport;
import org.virtzoned.zone.ZoneSummary;

/** A device and its zones in JSON, written as it is made. What is not known, or a zone doesn't have, is left out. */
public final class ZoneJson {
    private ZoneJson() {}

    public static void write(JsonGenerator json, DeviceZones zones) throws IOException {
        json.writeStartObject();
        write(json, zones.device());
        write(json, zones.report(), zones.summary());
        writeZones(json, zones.report());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ReportedDevice device) throws IOException {
        json.writeStringField("device", device.name());
        json.writeStringField("node", device.node());
        if (device.model().isPresent()) {
            json.writeStringField("model", device.model().get());
        }
        if (device.zonedModel().isPresent()) {
            json.writeStringField("zoned-model", device.zonedModel().get());
        }
        write(json, "max-open", device.maxOpenZones());
        write(json, "max-active", device.maxActiveZones());
    }

    private static void write(JsonGenerator json, ZoneReport report, ZoneSummary summary) throws IOException {
        json.writeNumberField("size-bytes", report.deviceSizeBytes());
        json.writeNumberField("zone-size-bytes", report.zoneSizeBytes());
        json.writeObjectFieldStart("summary");
        json.writeNumberField("zones", summary.zones());
        write(json, "types", summary.types());
        write(json, "conditions", summary.conditions());
        json.writeNumberField("capacity-bytes", summary.capacityBytes());
        json.writeNumberField("sequential-capacity-bytes", summary.sequentialCapacityBytes());
        json.writeNumberField("written-bytes", summary.writtenBytes());
        json.writeNumberField("reset-recommended", summary.resetRecommended());
        json.writeNumberField("non-sequential", summary.nonSequential());
        json.writeEndObject();
    }

    /** A zone a line: they are many. */
    private static void writeZones(JsonGenerator json, ZoneReport report) throws IOException {
        json.writeFieldName("zones");
        PrettyPrinter before = json.getPrettyPrinter();
        json.setPrettyPrinter(new DefaultPrettyPrinter()
                .withArrayIndenter(new LineIndenter())
                .withObjectIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance));
        json.writeStartArray();
        for (Zone zone : report.zones()) {
            write(json, zone);
        }
        json.writeEndArray();
        json.setPrettyPrinter(before);
    }

    private static void write(JsonGenerator json, Zone zone) throws IOException {
        json.writeStartObject();
        json.writeNumberField("zone", zone.number());
        json.writeStringField("type", zone.type().word());
        json.writeStringField("condition", zone.condition().word());
        json.writeNumberField("start-bytes", zone.startBytes());
        json.writeNumberField("length-bytes", zone.lengthBytes());
        json.writeNumberField("capacity-bytes", zone.capacityBytes());
        write(json, "write-pointer-bytes", zone.writePointerBytes());
        write(json, "written-bytes", zone.writtenBytes());
        json.writeBooleanField("reset-recommended", zone.isResetRecommended());
        json.writeBooleanField("non-sequential", zone.isNonSequential());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Map<?, Integer> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Integer> count : counts.entrySet()) {
            json.writeNumberField(count.getKey().toString(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsInt());
        }
    }

    private static void write(JsonGenerator json, String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        }
    }

    /** Each element on a line of its own, within an object. */
    private static final class LineIndenter implements DefaultPrettyPrinter.Indenter {
        @Override
        public void writeIndentation(JsonGenerator json, int level) throws IOException {
            json.writeRaw('\n');
            json.writeRaw("  ".repeat(level + 1));
        }

        @Override
        public boolean isInline() {
            return false;
        }
    }
}
