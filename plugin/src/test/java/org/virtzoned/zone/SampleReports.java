package org.virtzoned.zone;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Reports as devices of several kinds make them, the same each time. Numbers are sectors of 512 bytes. */
public final class SampleReports {
    public static final long MIB = 2048;

    private SampleReports() {}

    /** Two zones of each condition that such a type of zone has, the second of them with flags, and a last smaller zone. */
    public static DeviceZones everyCondition() {
        return device("/dev/sdz", everyConditionReport());
    }

    public static ZoneReport everyConditionReport() {
        long size = 64 * MIB;
        int count = 2 * ZoneType.values().length * ZoneCondition.values().length + 1;
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdz", (count - 1) * size + 10 * MIB, size);
        for (ZoneType type : ZoneType.values()) {
            for (ZoneCondition condition : ZoneCondition.values()) {
                for (int flags = 0; flags < 2; flags++) {
                    long start = report.nextSector();
                    report.add(
                            start,
                            size,
                            62 * MIB,
                            start + written(condition, 20 * MIB),
                            type.number(),
                            condition.number(),
                            flags == 1,
                            flags == 1);
                }
            }
        }
        report.add(report.nextSector(), 10 * MIB, 10 * MIB, report.nextSector(), 2, 1, false, false);
        return report.build();
    }

    public static ZoneReport empty() {
        return new ZoneReport.Builder("/dev/sdz", 0, MIB).build();
    }

    /** One sequential zone, of which a quarter is written. */
    public static ZoneReport oneZone() {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdz", 4 * MIB, 4 * MIB);
        report.add(0, 4 * MIB, 4 * MIB, MIB, 2, ZoneCondition.CLOSED.number(), false, false);
        return report.build();
    }

    /** A namespace as QEMU emulates it: 64 zones of 16 MiB, of which 12 MiB can be written. */
    public static DeviceZones namespace() {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/nvme0n1", 64 * 16 * MIB, 16 * MIB);
        while (!report.isComplete()) {
            int zone = report.count();
            ZoneCondition condition = zone < 20
                    ? ZoneCondition.FULL
                    : zone < 24
                            ? ZoneCondition.IMPLICIT_OPEN
                            : zone < 26
                                    ? ZoneCondition.EXPLICIT_OPEN
                                    : zone < 30 ? ZoneCondition.CLOSED : ZoneCondition.EMPTY;
            long written = written(condition, zone % 4 * 3L * MIB + 8);
            report.add(
                    report.nextSector(),
                    16 * MIB,
                    12 * MIB,
                    report.nextSector() + written,
                    2,
                    condition.number(),
                    false,
                    false);
        }
        return new DeviceZones(
                new ReportedDevice(
                        "/dev/nvme0n1",
                        "/dev/nvme0n1",
                        Optional.of("QEMU NVMe Ctrl"),
                        Optional.of("host-managed"),
                        OptionalInt.of(4),
                        OptionalInt.of(8)),
                report.build());
    }

    /** An SMR drive of 14 TB, in the middle of its life: 55880 zones of 256 MiB, of which 524 are conventional. */
    public static DeviceZones smrDrive() {
        return drive(55_880);
    }

    /** The same with another number of zones, of which about every hundredth is conventional. */
    public static DeviceZones drive(int zones) {
        Random random = new Random(zones);
        long size = 256 * MIB;
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdf", (zones - 1) * size + 100 * MIB, size);
        while (!report.isComplete()) {
            int zone = report.count();
            long start = report.nextSector();
            long length = Math.min(size, (zones - 1) * size + 100 * MIB - start);
            boolean conventional = zone < zones * 524 / 55_880;
            ZoneCondition condition = conventional ? ZoneCondition.NOT_WRITE_POINTER : condition(zone, zones, random);
            report.add(
                    start,
                    length,
                    length,
                    start + written(condition, Math.max(8, (long) (random.nextDouble() * length))),
                    conventional ? 1 : 2,
                    condition.number(),
                    false,
                    false);
        }
        return device("/dev/disk/by-id/wwn-0x5000cca2a1b2c3d4", report.build());
    }

    /** Every zone other than its neighbours: what makes the largest picture. */
    public static DeviceZones unlike(int zones) {
        ZoneReport.Builder report = new ZoneReport.Builder("/dev/sdf", zones * MIB, MIB);
        while (!report.isComplete()) {
            long start = report.nextSector();
            long written = 1 + report.count() * 7919L % (MIB - 1);
            report.add(start, MIB, MIB, start + written, 2, 2 + report.count() % 3, false, false);
        }
        return device("/dev/sdf", report.build());
    }

    public static DeviceZones device(String name, ZoneReport report) {
        return new DeviceZones(
                new ReportedDevice(
                        name,
                        "/dev/sdf",
                        Optional.of("HGST HSH721414ALN6M0"),
                        Optional.of("host-managed"),
                        OptionalInt.of(128),
                        OptionalInt.of(0)),
                report);
    }

    private static ZoneCondition condition(int zone, int zones, Random random) {
        if (zone == zones / 3 || zone == zones / 2 + 7) {
            return ZoneCondition.OFFLINE;
        }
        if (zone == zones / 5) {
            return ZoneCondition.READ_ONLY;
        }
        double place = (double) zone / zones;
        if (place > 0.7) {
            return random.nextInt(400) == 0 ? ZoneCondition.CLOSED : ZoneCondition.EMPTY;
        }
        int draw = random.nextInt(1000);
        if (draw < 3) {
            return ZoneCondition.IMPLICIT_OPEN;
        }
        if (draw < 5) {
            return ZoneCondition.EXPLICIT_OPEN;
        }
        if (draw < 60) {
            return ZoneCondition.CLOSED;
        }
        return place > 0.4 && draw < 300 ? ZoneCondition.EMPTY : ZoneCondition.FULL;
    }

    private static long written(ZoneCondition condition, long inPart) {
        return switch (condition) {
            case EMPTY, NOT_WRITE_POINTER -> 0;
            case IMPLICIT_OPEN, EXPLICIT_OPEN, CLOSED -> inPart;
            case FULL, READ_ONLY, OFFLINE -> 0x7fff_ffffL;
        };
    }
}
