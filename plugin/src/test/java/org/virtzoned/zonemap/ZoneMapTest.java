package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.virtzoned.zone.SampleReports;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneCondition;
import org.virtzoned.zone.ZoneReport;

class ZoneMapTest {
    @ParameterizedTest
    @CsvSource({
        "1, 80, 1, 70, 1",
        "64, 80, 1, 70, 2",
        "1120, 80, 1, 70, 4",
        "1121, 80, 2, 70, 4",
        "55880, 80, 50, 70, 5",
        "55880, 200, 20, 190, 5",
        "100000, 2147483647, 100, 70, 5",
        "1000, 12, 10, 8, 3",
        "1000, 1, 100, 1, 3",
        "2147483647, 80, 5000000, 60, 10"
    })
    void cellsStandForRoundNumbersOfZones(int zones, int columns, int zonesPerCell, int cellsPerRow, int labelWidth) {
        assertEquals(new MapScale(zonesPerCell, cellsPerRow, labelWidth), MapScale.of(zones, columns));
    }

    /** One among a hundred that are alike is seen, whatever the others are and wherever it is. */
    @ParameterizedTest
    @EnumSource(names = {"OFFLINE", "READ_ONLY"})
    void whatIsBrokenIsNeverHidden(ZoneCondition broken) {
        char expected = broken == ZoneCondition.OFFLINE ? 'X' : 'R';
        for (ZoneCondition others : ZoneCondition.values()) {
            if (others == ZoneCondition.OFFLINE || others == ZoneCondition.READ_ONLY) {
                continue;
            }
            for (int place : List.of(0, 49, 50, 4321, 9999)) {
                ZoneReport report = report(10_000, others, place, broken);
                for (boolean unicode : List.of(true, false)) {
                    String map = Golden.printed(out -> ZoneMap.print(out, report, new MapForm(80, false, unicode)));
                    assertEquals(
                            1, cells(map).chars().filter(c -> c == expected).count(), map);
                }
            }
        }
    }

    @Test
    void openZonesAreMarkedAmongOthers() {
        String map = Golden.printed(out -> ZoneMap.print(
                out,
                report(10_000, ZoneCondition.FULL, 4321, ZoneCondition.EXPLICIT_OPEN),
                new MapForm(80, false, true)));

        assertEquals(1, cells(map).chars().filter(c -> c == 'e').count(), map);
    }

    /** Only what is full looks full, and only what is empty looks empty. */
    @Test
    void almostFullIsNotFull() {
        List<Zone> almostFull =
                report(100, ZoneCondition.FULL, 7, ZoneCondition.EMPTY).zones();
        List<Zone> almostEmpty =
                report(100, ZoneCondition.EMPTY, 7, ZoneCondition.FULL).zones();
        Glyphs glyphs = Glyphs.of(new MapForm(80, false, true));

        assertEquals('▇', glyphs.of(Cell.of(almostFull)));
        assertEquals('▁', glyphs.of(Cell.of(almostEmpty)));
        assertEquals('█', glyphs.of(Cell.of(almostEmpty.subList(7, 8))));
        assertEquals('·', glyphs.of(Cell.of(almostEmpty.subList(0, 7))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "11, 1", "12, 2", "50, 5", "99, 9"})
    void partsRiseWithWhatIsWritten(int writtenPercent, char expected) {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdz", 100, 100);
        report.add(0, 100, 100, writtenPercent, 2, ZoneCondition.CLOSED.number(), false, false);

        assertEquals(
                expected,
                Glyphs.of(new MapForm(80, false, false))
                        .of(Cell.of(report.build().zones())));
    }

    @Test
    void aZoneIsWrittenToItsCapacity() {
        List<Zone> zones = SampleReports.namespace().report().zones();

        assertEquals('█', Glyphs.of(new MapForm(80, false, true)).of(Cell.of(zones.get(0))));
        assertTrue(zones.get(0).capacityBytes() < zones.get(0).lengthBytes());
    }

    /** The rows, without the numbers before them and the legend after them. */
    private static String cells(String map) {
        return map.lines()
                .takeWhile(line -> !line.startsWith("A cell "))
                .map(line -> line.replaceFirst("^ *[0-9]+ ", ""))
                .reduce("", (rows, row) -> rows + row + "\n");
    }

    private static ZoneReport report(int count, ZoneCondition most, int place, ZoneCondition one) {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdz", count * 8L, 8);
        while (!report.isComplete()) {
            ZoneCondition condition = report.count() == place ? one : most;
            long start = report.nextSector();
            long written = condition == ZoneCondition.EMPTY ? 0 : 4;
            report.add(
                    start,
                    8,
                    8,
                    start + written,
                    condition == ZoneCondition.NOT_WRITE_POINTER ? 1 : 2,
                    condition.number(),
                    false,
                    false);
        }
        return report.build();
    }
}
