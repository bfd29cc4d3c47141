package org.virtzoned.zone;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The zones of a device, from its first to its last, as it reported them.
 *
 * <p>All zones are of one size but the last, which may be smaller: the kernel takes no other device
 * (blk_revalidate_disk_zones). They are held in columns of numbers, 19 bytes a zone.
 */
public final class ZoneReport {
    private static final int SECTOR_BYTES = 512;
    private static final byte RESET_RECOMMENDED = 1;
    private static final byte NON_SEQUENTIAL = 2;

    private final long deviceSectors;
    private final long zoneSectors;
    private final long[] capacitySectors;
    private final long[] writePointerSectors;
    private final byte[] types;
    private final byte[] conditions;
    private final byte[] flags;

    private ZoneReport(Builder builder) {
        this.deviceSectors = builder.deviceSectors;
        this.zoneSectors = builder.zoneSectors;
        this.capacitySectors = builder.capacitySectors;
        this.writePointerSectors = builder.writePointerSectors;
        this.types = builder.types;
        this.conditions = builder.conditions;
        this.flags = builder.flags;
    }

    public long deviceSizeBytes() {
        return deviceSectors * SECTOR_BYTES;
    }

    /** The size of each zone but the last. */
    public long zoneSizeBytes() {
        return zoneSectors * SECTOR_BYTES;
    }

    /** The zones in their order, as a list that makes each when it is looked at. */
    public List<Zone> zones() {
        return new Zones();
    }

    ZoneType type(int zone) {
        return ZoneType.of(types[zone]).orElseThrow();
    }

    ZoneCondition condition(int zone) {
        return ZoneCondition.of(conditions[zone]).orElseThrow();
    }

    long startBytes(int zone) {
        return zone * zoneSectors * SECTOR_BYTES;
    }

    long lengthBytes(int zone) {
        return Math.min(zoneSizeBytes(), deviceSizeBytes() - startBytes(zone));
    }

    long capacityBytes(int zone) {
        return capacitySectors[zone] * SECTOR_BYTES;
    }

    /** As reported, valid or not. */
    long writePointerBytes(int zone) {
        return writePointerSectors[zone] * SECTOR_BYTES;
    }

    boolean isResetRecommended(int zone) {
        return (flags[zone] & RESET_RECOMMENDED) != 0;
    }

    boolean isNonSequential(int zone) {
        return (flags[zone] & NON_SEQUENTIAL) != 0;
    }

    private final class Zones extends AbstractList<Zone> implements RandomAccess {
        @Override
        public Zone get(int number) {
            if (number < 0 || number >= size()) {
                throw new IndexOutOfBoundsException(number);
            }
            return new Zone(ZoneReport.this, number);
        }

        @Override
        public int size() {
            return types.length;
        }
    }

    /** Takes the zones one after the other, and nothing that is no device's. */
    public static final class Builder {
        private final String device;
        private final long deviceSectors;
        private final long zoneSectors;
        private final long[] capacitySectors;
        private final long[] writePointerSectors;
        private final byte[] types;
        private final byte[] conditions;
        private final byte[] flags;
        private int count;

        /**
         * A report without zones yet.
         *
         * @param device for messages
         * @param deviceSectors how large the device is, in sectors of 512 bytes: 0 to 2^54
         * @param zoneSectors how large its zones are, in sectors of 512 bytes: at least 1
         * @throws InvalidReportException if no device is like that
         */
        public Builder(String device, long deviceSectors, long zoneSectors) {
            this.device = device;
            this.deviceSectors = deviceSectors;
            this.zoneSectors = zoneSectors;
            if (deviceSectors < 0 || deviceSectors > Long.MAX_VALUE / SECTOR_BYTES || zoneSectors <= 0) {
                throw new InvalidReportException(
                        device, "its size is " + deviceSectors + " sectors, and that of its zones " + zoneSectors);
            }
            long total = deviceSectors / zoneSectors + (deviceSectors % zoneSectors > 0 ? 1 : 0);
            if (total > Integer.MAX_VALUE) {
                throw new InvalidReportException(device, "it has " + total + " zones, expected less than 2^31");
            }
            this.capacitySectors = new long[(int) total];
            this.writePointerSectors = new long[(int) total];
            this.types = new byte[(int) total];
            this.conditions = new byte[(int) total];
            this.flags = new byte[(int) total];
        }

        /** How many zones were taken. */
        public int count() {
            return count;
        }

        /** How many zones the device has. */
        public int total() {
            return types.length;
        }

        public boolean isComplete() {
            return count == types.length;
        }

        /** Where the next zone begins, in sectors of 512 bytes. */
        public long nextSector() {
            return count * zoneSectors;
        }

        /**
         * Takes the next zone, as the kernel's {@code struct blk_zone} has it; all but the last four in sectors of 512
         * bytes.
         *
         * @param start from the device's start
         * @param capacity at most {@code length}
         * @param writePointer from the device's start; looked at where the condition has a valid one
         * @param type a number of {@link ZoneType}
         * @param condition a number of {@link ZoneCondition}
         * @throws InvalidReportException if it is not the next zone, or none at all
         */
        public void add(
                long start,
                long length,
                long capacity,
                long writePointer,
                int type,
                int condition,
                boolean resetRecommended,
                boolean nonSequential) {
            if (isComplete()) {
                throw new InvalidReportException(device, "it reports more than its " + count + " zones");
            }
            long expectedLength = Math.min(zoneSectors, deviceSectors - nextSector());
            expect("start", start, nextSector());
            expect("length", length, expectedLength);
            if (capacity < 0 || capacity > length) {
                throw invalid("capacity", capacity, "0 to " + length);
            }
            ZoneType knownType =
                    ZoneType.of(type).orElseThrow(() -> invalid("type", type, "1, 2 or 3 (linux/blkzoned.h)"));
            ZoneCondition knownCondition = ZoneCondition.of(condition)
                    .orElseThrow(() -> invalid("condition", condition, "0 to 4, or 13 to 15 (linux/blkzoned.h)"));
            if (knownCondition.hasWritePointer() && (writePointer < start || writePointer > start + length)) {
                throw invalid("write pointer", writePointer, start + " to " + (start + length));
            }
            capacitySectors[count] = capacity;
            writePointerSectors[count] = writePointer;
            types[count] = (byte) knownType.number();
            conditions[count] = (byte) knownCondition.number();
            flags[count] = (byte) ((resetRecommended ? RESET_RECOMMENDED : 0) | (nonSequential ? NON_SEQUENTIAL : 0));
            count++;
        }

        /**
         * The report, once all zones were taken.
         *
         * @throws InvalidReportException if some are missing
         */
        public ZoneReport build() {
            if (!isComplete()) {
                throw new InvalidReportException(device, "it reports " + count + " zones, expected " + total());
            }
            return new ZoneReport(this);
        }

        private void expect(String property, long found, long expected) {
            if (found != expected) {
                throw invalid(property, found, Long.toString(expected));
            }
        }

        private InvalidReportException invalid(String property, long found, String expected) {
            return new InvalidReportException(
                    device,
                    "the " + property + " of zone " + count + " is "
                            + (found < 0 ? Long.toUnsignedString(found) : Long.toString(found)) + ", expected "
                            + expected);
        }
    }
}
