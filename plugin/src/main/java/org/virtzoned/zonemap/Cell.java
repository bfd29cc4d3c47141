package org.virtzoned.zonemap;

import java.util.List;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneCondition;

/**
 * Zones that are shown as one: how far they are written together, and the condition among them that must not be
 * overlooked.
 */
final class Cell {
    private final ZoneCondition condition;
    private final long writtenBytes;
    private final long capacityBytes;

    private Cell(ZoneCondition condition, long writtenBytes, long capacityBytes) {
        this.condition = condition;
        this.writtenBytes = writtenBytes;
        this.capacityBytes = capacityBytes;
    }

    static Cell of(Zone zone) {
        return of(List.of(zone));
    }

    /** Of at least one zone. */
    static Cell of(List<Zone> zones) {
        ZoneCondition condition = ZoneCondition.NOT_WRITE_POINTER;
        long writtenBytes = 0;
        long capacityBytes = 0;
        for (Zone zone : zones) {
            ZoneCondition next = zone.condition();
            if (weight(next) > weight(condition)) {
                condition = next;
            }
            if (zone.writtenBytes().isPresent()) {
                writtenBytes += zone.writtenBytes().getAsLong();
                capacityBytes += zone.capacityBytes();
            }
        }
        return new Cell(condition, writtenBytes, capacityBytes);
    }

    /** The one among its zones' conditions that matters most. */
    ZoneCondition condition() {
        return condition;
    }

    /** Whether something of it is written, and something is not. */
    boolean isWrittenInPart() {
        return writtenBytes > 0 && writtenBytes < capacityBytes;
    }

    /** Whether all of it is written. */
    boolean isFull() {
        return capacityBytes > 0 && writtenBytes == capacityBytes;
    }

    /** How much of it is written: 0 to 1. */
    double fill() {
        return capacityBytes == 0 ? 0 : (double) writtenBytes / capacityBytes;
    }

    /**
     * Of a cell that is {@link #isWrittenInPart written in part}, which of a number of steps comes nearest from below, but
     * at least the first.
     *
     * @return 0 to {@code steps} - 1
     */
    int step(int steps) {
        return Math.min(steps - 1, (int) (fill() * steps));
    }

    private static int weight(ZoneCondition condition) {
        return switch (condition) {
            case OFFLINE -> 7;
            case READ_ONLY -> 6;
            case EXPLICIT_OPEN -> 5;
            case IMPLICIT_OPEN -> 4;
            case FULL -> 3;
            case CLOSED -> 2;
            case EMPTY -> 1;
            case NOT_WRITE_POINTER -> 0;
        };
    }
}
