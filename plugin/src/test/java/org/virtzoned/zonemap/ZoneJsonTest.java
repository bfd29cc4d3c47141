package org.virtzoned.zonemap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReportedDevice;
import org.virtzoned.zone.SampleReports;

class ZoneJsonTest {
    @Test
    void saysAll() {
        Golden.assertPrints("every-condition.json", out -> write(out, SampleReports.everyCondition()));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        ReportedDevice device = new ReportedDevice(
                "/dev/nullb0",
                "/dev/nullb0",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        Golden.assertPrints("no-zones.json", out -> write(out, new DeviceZones(device, SampleReports.empty())));
    }

    private static void write(PrintWriter out, DeviceZones zones) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            ZoneJson.write(json, zones);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
