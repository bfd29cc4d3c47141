package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.zone.SampleReports;
import org.virtzoned.zone.ZoneReport;

class ZoneTableTest {
    @Test
    void isALineEach() {
        Golden.assertPrints(
                "every-condition.table.txt", out -> ZoneTable.print(out, SampleReports.everyConditionReport()));
    }

    @Test
    void hasHeadingsOnlyWithoutZones() {
        assertEquals(
                "ZONE  TYPE  CONDITION  START  LENGTH  CAPACITY  WRITE POINTER  WRITTEN  FLAGS\n",
                Golden.printed(out -> ZoneTable.print(out, SampleReports.empty())));
    }

    /** Places are multiples of the zone size, and so in its unit: what is below each other can be compared. */
    @Test
    void sizesAreInTheUnitOfTheZoneSizeUnlessTheyAreFiner() {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdz", 2 * 1024 * 2048L, 1024 * 2048L);
        report.add(0, 1024 * 2048L, 1024 * 2048L, 8, 2, 4, false, false);
        report.add(1024 * 2048L, 1024 * 2048L, 1000 * 2048L, 1024 * 2048L + 1, 2, 2, true, false);

        assertEquals("""
                ZONE  TYPE                       CONDITION      START  LENGTH  CAPACITY  WRITE POINTER  WRITTEN  FLAGS
                   0  sequential-write-required  closed             0      1G        1G             4K       4K  -
                   1  sequential-write-required  implicit-open     1G      1G     1000M    1073742336B     512B  reset
                """, Golden.printed(out -> ZoneTable.print(out, report.build())));
    }

    @Test
    void columnsAreInLineHoweverManyThereAre() {
        List<String> lines = Golden.printed(
                        out -> ZoneTable.print(out, SampleReports.smrDrive().report()))
                .lines()
                .toList();

        assertEquals(55_881, lines.size());
        assertEquals(
                List.of(lines.get(0).indexOf("FLAGS")),
                lines.stream()
                        .skip(1)
                        .map(line -> line.lastIndexOf('-'))
                        .distinct()
                        .toList());
    }
}
