package org.virtzoned.guest;

import java.util.Optional;
import org.virtzoned.device.NvmeZnsDevice;

/**
 * What Linux does not take of the devices that QEMU emulates. QEMU accepts them, and other guests may; Linux leaves out the
 * disk, or its zones, and says so in its own log only (drivers/nvme/host/zns.c and core.c, block/blk-zoned.c).
 */
public final class LinuxLimits {
    /** A page of most architectures. */
    private static final int MAX_BLOCK_BYTES = 4096;

    /** From Linux 6.15 on: BLK_MAX_BLOCK_SIZE in include/linux/blkdev.h. */
    private static final int NEWER_MAX_BLOCK_BYTES = 65536;

    private LinuxLimits() {}

    /** Why Linux has no disk of a namespace, a clause; empty where that is not known of it. */
    public static Optional<String> zones(NvmeZnsDevice namespace) {
        return namespace
                .zones()
                .filter(zones -> !zones.zoneSize().isPowerOfTwo())
                .map(zones -> "its zones are of " + zones.zoneSize() + ", and Linux takes a power of two only");
    }

    /** Why Linux has a namespace as a disk of size 0, a clause; empty where that is not known of it. */
    public static Optional<String> blocks(NvmeZnsDevice namespace) {
        int bytes = namespace.logicalBlockBytes();
        if (bytes <= MAX_BLOCK_BYTES) {
            return Optional.empty();
        }
        return Optional.of("its logical blocks are of " + bytes + " bytes, and Linux "
                + (bytes > NEWER_MAX_BLOCK_BYTES
                        ? "takes at most " + NEWER_MAX_BLOCK_BYTES
                        : "before 6.15 takes at most " + MAX_BLOCK_BYTES));
    }
}
