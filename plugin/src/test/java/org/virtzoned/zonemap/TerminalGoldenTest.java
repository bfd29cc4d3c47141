package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.SampleReports;

/** The summary and the map as terminals of several kinds show them. */
class TerminalGoldenTest {
    private static final Map<String, DeviceZones> DEVICES = Map.of(
            "namespace", SampleReports.namespace(),
            "every-condition", SampleReports.everyCondition(),
            "smr-drive", SampleReports.smrDrive(),
            "one-zone", SampleReports.device("/dev/sdf", SampleReports.oneZone()),
            "no-zones", SampleReports.device("/dev/sdf", SampleReports.empty()));

    private static final Map<String, MapForm> FORMS = Map.of(
            "80-plain", new MapForm(80, false, true),
            "80-colour", new MapForm(80, true, true),
            "80-ascii", new MapForm(80, false, false),
            "80-ascii-colour", new MapForm(80, true, false),
            "200-plain", new MapForm(200, false, true),
            "200-colour", new MapForm(200, true, true),
            "24-ascii", new MapForm(24, false, false),
            "file", new MapForm(Integer.MAX_VALUE, false, true));

    static Stream<Arguments> all() {
        return DEVICES.keySet().stream()
                .flatMap(device -> FORMS.keySet().stream().map(form -> Arguments.of(device, form)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void printsWhatIsExpected(String device, String form) {
        DeviceZones zones = DEVICES.get(device);
        Golden.assertPrints(device + "." + form + ".txt", out -> {
            SummaryText.print(out, zones, FORMS.get(form).columns());
            out.println();
            ZoneMap.print(out, zones.report(), FORMS.get(form));
        });
    }

    /** Colours take no place; only a word that is longer than the line, and a name, may go beyond its end. */
    @Test
    void noLineOfAMapIsTooLong() {
        for (int columns = 20; columns <= 300; columns += 7) {
            for (DeviceZones zones : DEVICES.values()) {
                MapForm form = new MapForm(columns, true, true);
                String map = Golden.printed(out -> ZoneMap.print(out, zones.report(), form));
                map.lines()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .filter(line -> !line.contains("written in part"))
                        .forEach(line -> assertTrue(line.length() <= form.columns(), line));
            }
        }
    }

    @Test
    void onlyAsciiWhereNothingElseIsShown() {
        for (DeviceZones zones : DEVICES.values()) {
            String text = Golden.printed(out -> {
                SummaryText.print(out, zones, 80);
                ZoneMap.print(out, zones.report(), new MapForm(80, true, false));
            });
            assertTrue(text.chars().allMatch(c -> c < 0x7f), text);
        }
    }
}
