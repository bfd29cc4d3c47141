package org.virtzoned.zone;

import java.util.Optional;

/** What kind of writes a zone takes; {@code enum blk_zone_type} of the kernel's include/uapi/linux/blkzoned.h. */
public enum ZoneType {
    /** Anywhere, as a plain disk. */
    CONVENTIONAL(1, "conventional"),
    /** At the write pointer only. */
    SEQUENTIAL_WRITE_REQUIRED(2, "sequential-write-required"),
    /** Best at the write pointer: of host-aware disks. */
    SEQUENTIAL_WRITE_PREFERRED(3, "sequential-write-preferred");

    /** Numbers are less. */
    static final int END = 4;

    private static final ZoneType[] BY_NUMBER = new ZoneType[END];

    static {
        for (ZoneType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;
    private final String word;

    ZoneType(int number, String word) {
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

    /** Empty for a number that the kernel has none for. */
    public static Optional<ZoneType> of(int number) {
        return number < 0 || number >= END ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }

    @Override
    public String toString() {
        return word;
    }
}
