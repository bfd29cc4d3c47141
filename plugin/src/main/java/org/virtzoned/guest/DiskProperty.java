package org.virtzoned.guest;

/**
 * What a kernel says of a zoned disk, as far as it is compared; Documentation/ABI/stable/sysfs-block, but for the capacity
 * of its zones, which only a report of them has.
 */
public enum DiskProperty {
    MODEL("model"),
    SIZE("size"),
    LOGICAL_BLOCK_SIZE("logical-block-size"),
    ZONES("zones"),
    ZONE_SIZE("zone-size"),
    /** Of the first sequential zone. */
    ZONE_CAPACITY("zone-capacity"),
    /** 0: no limit. */
    MAX_OPEN("max-open"),
    /** 0: no limit. */
    MAX_ACTIVE("max-active");

    private final String word;

    DiskProperty(String word) {
        this.word = word;
    }

    /** The word of a device's option, where there is one for it. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
