package org.virtzoned.zone;

import java.util.OptionalLong;

/** A zone of a {@link ZoneReport}: a view of it, made when it is looked at. Places are counted from the device's start. */
public final class Zone {
    private final ZoneReport report;
    private final int number;

    Zone(ZoneReport report, int number) {
        this.report = report;
        this.number = number;
    }

    /** Which zone of the device it is, from 0. */
    public int number() {
        return number;
    }

    public ZoneType type() {
        return report.type(number);
    }

    public ZoneCondition condition() {
        return report.condition(number);
    }

    /** Whether it is written from its start on: all but conventional zones. */
    public boolean isSequential() {
        return type() != ZoneType.CONVENTIONAL;
    }

    public long startBytes() {
        return report.startBytes(number);
    }

    /** The distance to the next zone's start. */
    public long lengthBytes() {
        return report.lengthBytes(number);
    }

    /** How much of it can be written, at most {@link #lengthBytes}. */
    public long capacityBytes() {
        return report.capacityBytes(number);
    }

    /** Where the next write goes; empty where it has no valid write pointer. */
    public OptionalLong writePointerBytes() {
        return condition().hasWritePointer() ? OptionalLong.of(report.writePointerBytes(number)) : OptionalLong.empty();
    }

    /**
     * How much of its capacity is used up. A full zone's is all of it, also where it was finished before; it is not known of
     * conventional, read-only and offline zones.
     */
    public OptionalLong writtenBytes() {
        return switch (condition()) {
            case EMPTY -> OptionalLong.of(0);
            case IMPLICIT_OPEN, EXPLICIT_OPEN, CLOSED ->
                OptionalLong.of(Math.min(report.writePointerBytes(number) - startBytes(), capacityBytes()));
            case FULL -> OptionalLong.of(capacityBytes());
            case NOT_WRITE_POINTER, READ_ONLY, OFFLINE -> OptionalLong.empty();
        };
    }

    /** Whether the device recommends a reset of its write pointer. */
    public boolean isResetRecommended() {
        return report.isResetRecommended(number);
    }

    /** Whether it was written elsewhere than at its write pointer; of host-aware disks. */
    public boolean isNonSequential() {
        return report.isNonSequential(number);
    }

    /** Whether another differs from it in nothing but its place. */
    public boolean isLike(Zone other) {
        return type() == other.type()
                && condition() == other.condition()
                && lengthBytes() == other.lengthBytes()
                && capacityBytes() == other.capacityBytes()
                && writtenBytes().equals(other.writtenBytes())
                && isResetRecommended() == other.isResetRecommended()
                && isNonSequential() == other.isNonSequential();
    }

    @Override
    public String toString() {
        return "zone " + number + ": " + type() + ", " + condition() + ", start " + startBytes() + ", length "
                + lengthBytes() + ", capacity " + capacityBytes() + ", write pointer "
                + report.writePointerBytes(number) + (isResetRecommended() ? ", reset" : "")
                + (isNonSequential() ? ", non-seq" : "");
    }
}
