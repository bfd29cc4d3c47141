package org.virtzoned.it.nested;

/** A zoned block device of the nested host that the kernel's null_blk makes: 1 GiB of memory, taken as it is written. */
final class NullBlk {
    static final String NODE = "/dev/nullb0";
    static final Geometry GEOMETRY = Geometry.of(16 * Geometry.MIB, 64, 4);
    static final int MAX_OPEN = 6;
    static final int MAX_ACTIVE = 8;

    private NullBlk() {}

    /** As virt-zoned is asked for it where it can't look: it has no name that tells it from others. */
    static String request() {
        return NODE + ",name=nullb,size=1G,zone-size=16M";
    }

    static void plugIn(NestedHost host) {
        host.run(
                        "modprobe",
                        "null_blk",
                        "nr_devices=1",
                        "memory_backed=1",
                        "gb=1",
                        "zoned=1",
                        "zone_size=16",
                        "zone_nr_conv=4",
                        "zone_max_open=" + MAX_OPEN,
                        "zone_max_active=" + MAX_ACTIVE)
                .succeeds();
        host.run("udevadm", "settle").succeeds();
    }
}
