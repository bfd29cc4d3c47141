package org.virtzoned.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ToLongFunction;
import org.virtzoned.zone.ReadProgress;
import org.virtzoned.zone.ZoneReport;

/** Reads the zones of a block device by the kernel's BLKREPORTZONE; include/uapi/linux/blkzoned.h has what is said here. */
public final class ZoneReader implements AutoCloseable {
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    /** BLKREPORTZONE, BLKGETZONESZ, and BLKGETSIZE64 of linux/fs.h, as all architectures that KVM guests run on have them. */
    private static final long REPORT_ZONES = 0xc010_1282L;

    private static final long GET_ZONE_SIZE = 0x8004_1284L;
    private static final long GET_SIZE = 0x8008_1272L;

    private static final int SECTOR_BYTES = 512;

    /** struct blk_zone_report: where to begin, how many zones, flags; the zones follow. */
    private static final int COUNT_OFFSET = 8;

    private static final int FLAGS_OFFSET = 12;
    private static final int HEADER_BYTES = 16;
    /** BLK_ZONE_REP_CAPACITY, from Linux 5.9 on: before that a zone's capacity is its length. */
    private static final int HAS_CAPACITY = 1;

    /** struct blk_zone. */
    private static final int ZONE_BYTES = 64;

    private static final int LENGTH_OFFSET = 8;
    private static final int WRITE_POINTER_OFFSET = 16;
    private static final int TYPE_OFFSET = 24;
    private static final int CONDITION_OFFSET = 25;
    private static final int NON_SEQUENTIAL_OFFSET = 26;
    private static final int RESET_OFFSET = 27;
    private static final int CAPACITY_OFFSET = 32;

    /** So many that the calls cost nothing, and so few that a slow disk's progress is seen: half a MiB. */
    private static final int ZONES_A_CALL = 8192;

    private final String node;
    private final int descriptor;

    private ZoneReader(String node, int descriptor) {
        this.node = node;
        this.descriptor = descriptor;
    }

    /**
     * Reads all zones of a device.
     *
     * @param node of a zoned block device
     * @throws DeviceException if the kernel refuses, or the device fails or goes meanwhile
     * @throws org.virtzoned.zone.InvalidReportException if what it reports are no zones
     */
    public static ZoneReport read(String node, ReadProgress progress) {
        try (ZoneReader reader = open(node)) {
            return reader.read(progress);
        }
    }

    private static ZoneReader open(String node) {
        int descriptor = LibC.Loaded.LIBRARY.open(node, READ_ONLY_CLOSE_ON_EXEC);
        if (descriptor < 0) {
            throw DeviceException.of("open", node, Errno.last(), "");
        }
        return new ZoneReader(node, descriptor);
    }

    private ZoneReport read(ReadProgress progress) {
        long deviceSectors = ask(GET_SIZE, Long.BYTES, size -> size.getLong(0)) / SECTOR_BYTES;
        long zoneSectors = ask(GET_ZONE_SIZE, Integer.BYTES, size -> Integer.toUnsignedLong(size.getInt(0)));
        ZoneReport.Builder report = new ZoneReport.Builder(node, deviceSectors, zoneSectors);
        int zonesACall = Math.min(ZONES_A_CALL, Math.max(1, report.total()));
        try (Memory memory = new Memory(HEADER_BYTES + (long) zonesACall * ZONE_BYTES)) {
            ByteBuffer buffer = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
            while (!report.isComplete() && readPiece(report, memory, buffer, zonesACall)) {
                progress.read(report.count(), report.total());
            }
        }
        return report.build();
    }

    /** False where the device says that there are no more. */
    private boolean readPiece(ZoneReport.Builder report, Memory memory, ByteBuffer buffer, int zones) {
        memory.clear(HEADER_BYTES);
        buffer.putLong(0, report.nextSector());
        buffer.putInt(COUNT_OFFSET, zones);
        String where =
                report.count() == 0 ? "" : " (after zone " + (report.count() - 1) + " of " + report.total() + ")";
        if (LibC.Loaded.LIBRARY.ioctl(descriptor, new NativeLong(REPORT_ZONES), memory) < 0) {
            throw DeviceException.of("read the zones of", node, Errno.last(), where);
        }
        int reported = Math.min(buffer.getInt(COUNT_OFFSET), zones);
        boolean hasCapacity = (buffer.getInt(FLAGS_OFFSET) & HAS_CAPACITY) != 0;
        for (int i = 0; i < reported && !report.isComplete(); i++) {
            add(report, buffer, HEADER_BYTES + i * ZONE_BYTES, hasCapacity);
        }
        return reported > 0;
    }

    private static void add(ZoneReport.Builder report, ByteBuffer buffer, int at, boolean hasCapacity) {
        long length = buffer.getLong(at + LENGTH_OFFSET);
        report.add(
                buffer.getLong(at),
                length,
                hasCapacity ? buffer.getLong(at + CAPACITY_OFFSET) : length,
                buffer.getLong(at + WRITE_POINTER_OFFSET),
                Byte.toUnsignedInt(buffer.get(at + TYPE_OFFSET)),
                Byte.toUnsignedInt(buffer.get(at + CONDITION_OFFSET)),
                buffer.get(at + RESET_OFFSET) != 0,
                buffer.get(at + NON_SEQUENTIAL_OFFSET) != 0);
    }

    private long ask(long request, int bytes, ToLongFunction<Memory> answer) {
        try (Memory memory = new Memory(bytes)) {
            memory.clear();
            if (LibC.Loaded.LIBRARY.ioctl(descriptor, new NativeLong(request), memory) < 0) {
                throw DeviceException.of("read the zones of", node, Errno.last(), "");
            }
            return answer.applyAsLong(memory);
        }
    }

    @Override
    public void close() {
        // It was opened for reading: there is nothing that could be lost.
        LibC.Loaded.LIBRARY.close(descriptor);
    }
}
