package org.virtzoned.zone;

import java.util.Optional;

/**
 * The state that a zone is in; {@code enum blk_zone_cond} of the kernel's include/uapi/linux/blkzoned.h. The words are
 * those of ZBC.
 */
public enum ZoneCondition {
    /** It has no write pointer: a conventional zone. */
    NOT_WRITE_POINTER(0x0, "not-wp"),
    EMPTY(0x1, "empty"),
    /** Opened by a write. */
    IMPLICIT_OPEN(0x2, "implicit-open"),
    /** Opened by a command. */
    EXPLICIT_OPEN(0x3, "explicit-open"),
    /** Written in part, and not open. */
    CLOSED(0x4, "closed"),
    /** Written to its capacity, or finished by a command. */
    FULL(0xe, "full"),
    READ_ONLY(0xd, "read-only"),
    /** Neither read nor written. */
    OFFLINE(0xf, "offline");

    /** Numbers are less. */
    static final int END = 16;

    private static final ZoneCondition[] BY_NUMBER = new ZoneCondition[END];

    static {
        for (ZoneCondition condition : values()) {
            BY_NUMBER[condition.number] = condition;
        }
    }

    private final int number;
    private final String word;

    ZoneCondition(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The kernel's number of it. */
    public int number() {
        return number;
    }

    public String word() {
        return word;
    }

    /**
     * Whether the write pointer of a zone in this condition means something. In a full, a read-only and an offline zone it
     * is not valid (ZBC-2, 4.4.3; NVMe Zoned Namespace Command Set, 2.1.1.3).
     */
    public boolean hasWritePointer() {
        return switch (this) {
            case EMPTY, IMPLICIT_OPEN, EXPLICIT_OPEN, CLOSED -> true;
            case NOT_WRITE_POINTER, READ_ONLY, FULL, OFFLINE -> false;
        };
    }

    /** Empty for a number that the kernel has none for. */
    public static Optional<ZoneCondition> of(int number) {
        return number < 0 || number >= END ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }

    @Override
    public String toString() {
        return word;
    }
}
