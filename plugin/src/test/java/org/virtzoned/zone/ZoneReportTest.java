package org.virtzoned.zone;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneReportTest {
    private static final int MIB = 1 << 20;
    private static final int EMPTY = ZoneCondition.EMPTY.number();

    /** The values of include/uapi/linux/blkzoned.h, Linux 6.12. */
    @Test
    void numbersAreTheKernels() {
        assertEquals(
                Map.of("conventional", 1, "sequential-write-required", 2, "sequential-write-preferred", 3),
                Arrays.stream(ZoneType.values()).collect(Collectors.toMap(ZoneType::word, ZoneType::number)));
        assertEquals(
                Map.of(
                        "not-wp",
                        0,
                        "empty",
                        1,
                        "implicit-open",
                        2,
                        "explicit-open",
                        3,
                        "closed",
                        4,
                        "read-only",
                        13,
                        "full",
                        14,
                        "offline",
                        15),
                Arrays.stream(ZoneCondition.values())
                        .collect(Collectors.toMap(ZoneCondition::word, ZoneCondition::number)));
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsFoundByItsNumber(ZoneType type) {
        assertEquals(type, ZoneType.of(type.number()).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void aConditionIsFoundByItsNumber(ZoneCondition condition) {
        assertEquals(condition, ZoneCondition.of(condition.number()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4, 255})
    void anotherNumberIsNoType(int number) {
        assertTrue(ZoneType.of(number).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5, 12, 16, 255})
    void anotherNumberIsNoCondition(int number) {
        assertTrue(ZoneCondition.of(number).isEmpty());
    }

    @Test
    void aZoneIsAsItWasReported() {
        Zone zone = SampleReports.oneZone().zones().get(0);

        assertAll(
                () -> assertEquals(0, zone.number()),
                () -> assertEquals(ZoneType.SEQUENTIAL_WRITE_REQUIRED, zone.type()),
                () -> assertEquals(ZoneCondition.CLOSED, zone.condition()),
                () -> assertEquals(0, zone.startBytes()),
                () -> assertEquals(4 * MIB, zone.lengthBytes()),
                () -> assertEquals(4 * MIB, zone.capacityBytes()),
                () -> assertEquals(OptionalLong.of(MIB), zone.writePointerBytes()),
                () -> assertEquals(OptionalLong.of(MIB), zone.writtenBytes()));
    }

    /** Of what is 62 MiB of 64, with 20 MiB written where it is written in part. */
    @ParameterizedTest
    @CsvSource({
        "NOT_WRITE_POINTER, -1, -1",
        "EMPTY, 0, 0",
        "IMPLICIT_OPEN, 20, 20",
        "EXPLICIT_OPEN, 20, 20",
        "CLOSED, 20, 20",
        "FULL, -1, 62",
        "READ_ONLY, -1, -1",
        "OFFLINE, -1, -1"
    })
    void theConditionSaysWhatIsKnown(ZoneCondition condition, long pointerMib, long writtenMib) {
        List<Zone> zones = SampleReports.everyConditionReport().zones().stream()
                .filter(zone -> zone.condition() == condition && zone.capacityBytes() == 62L * MIB)
                .toList();

        assertEquals(6, zones.size());
        for (Zone zone : zones) {
            assertEquals(bytes(zone.startBytes(), pointerMib), zone.writePointerBytes(), zone::toString);
            assertEquals(bytes(0, writtenMib), zone.writtenBytes(), zone::toString);
            assertEquals(zone.number() % 2 == 1, zone.isResetRecommended(), zone::toString);
            assertEquals(zone.number() % 2 == 1, zone.isNonSequential(), zone::toString);
        }
    }

    @Test
    void theLastZoneMayBeSmaller() {
        List<Zone> zones = SampleReports.everyConditionReport().zones();

        assertEquals(64L * MIB, zones.get(zones.size() - 2).lengthBytes());
        assertEquals(10L * MIB, zones.get(zones.size() - 1).lengthBytes());
    }

    @Test
    void aDeviceMayHaveNoZones() {
        assertEquals(List.of(), SampleReports.empty().zones());
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> SampleReports.empty().zones().get(0));
    }

    /** Zones of a hundred devices of other sizes, one of them an SMR drive's: they cover the device, and add up. */
    @Test
    void zonesCoverTheDeviceAndAddUp() {
        for (int count = 1; count < 5000; count += 53) {
            assertAddsUp(SampleReports.drive(count));
        }
        assertAddsUp(SampleReports.smrDrive());
    }

    private static void assertAddsUp(DeviceZones device) {
        ZoneSummary summary = device.summary();
        long end = 0;
        long capacity = 0;
        long written = 0;
        for (Zone zone : device.report().zones()) {
            assertEquals(end, zone.startBytes(), zone::toString);
            end += zone.lengthBytes();
            capacity += zone.capacityBytes();
            written += zone.writtenBytes().orElse(0);
            assertTrue(zone.writtenBytes().orElse(0) <= zone.capacityBytes(), zone::toString);
        }
        assertEquals(device.report().deviceSizeBytes(), end);
        assertEquals(capacity, summary.capacityBytes());
        assertEquals(written, summary.writtenBytes());
        assertEquals(summary.zones(), sum(summary.types()));
        assertEquals(summary.zones(), sum(summary.conditions()));
    }

    private static int sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void whatIsNoReportIsRefused() {
        assertAll(
                refused(
                        "the start of zone 0 is 8, expected 0",
                        report -> report.add(8, 8, 8, 8, 2, EMPTY, false, false)),
                refused(
                        "the length of zone 0 is 7, expected 8",
                        report -> report.add(0, 7, 7, 0, 2, EMPTY, false, false)),
                refused("the length of zone 1 is 8, expected 4", report -> {
                    report.add(0, 8, 8, 0, 2, EMPTY, false, false);
                    report.add(8, 8, 8, 8, 2, EMPTY, false, false);
                }),
                refused(
                        "the capacity of zone 0 is 9, expected 0 to 8",
                        report -> report.add(0, 8, 9, 0, 2, EMPTY, false, false)),
                refused(
                        "the capacity of zone 0 is 18446744073709551615, expected 0 to 8",
                        report -> report.add(0, 8, -1, 0, 2, EMPTY, false, false)),
                refused(
                        "the write pointer of zone 0 is 9, expected 0 to 8",
                        report -> report.add(0, 8, 8, 9, 2, EMPTY, false, false)),
                refused(
                        "the type of zone 0 is 4, expected 1, 2 or 3 (linux/blkzoned.h)",
                        report -> report.add(0, 8, 8, 0, 4, EMPTY, false, false)),
                refused(
                        "the condition of zone 0 is 5, expected 0 to 4, or 13 to 15 (linux/blkzoned.h)",
                        report -> report.add(0, 8, 8, 0, 2, 5, false, false)),
                refused("it reports 1 zones, expected 2", report -> {
                    report.add(0, 8, 8, 0, 2, EMPTY, false, false);
                    report.build();
                }),
                refused("it reports more than its 2 zones", report -> {
                    report.add(0, 8, 8, 0, 2, EMPTY, false, false);
                    report.add(8, 4, 4, 8, 2, EMPTY, false, false);
                    report.add(12, 8, 8, 12, 2, EMPTY, false, false);
                }));
    }

    /** Of a device of 12 sectors, in zones of 8. */
    private static Executable refused(String found, Consumer<ZoneReport.Builder> reporting) {
        return () -> {
            InvalidReportException refusal = assertThrows(
                    InvalidReportException.class, () -> reporting.accept(new ZoneReport.Builder("/dev/sdz", 12, 8)));
            assertEquals("Cannot take the zone report of /dev/sdz: " + found + ".", refusal.getMessage());
        };
    }

    @ParameterizedTest
    @CsvSource({"-1, 8", "18014398509481984, 8", "8, 0", "8, -1", "4294967296, 1"})
    void noDeviceIsLikeThat(long deviceSectors, long zoneSectors) {
        assertThrows(
                InvalidReportException.class, () -> new ZoneReport.Builder("/dev/sdz", deviceSectors, zoneSectors));
    }

    private static OptionalLong bytes(long from, long mib) {
        return mib < 0 ? OptionalLong.empty() : OptionalLong.of(from + mib * MIB);
    }
}
