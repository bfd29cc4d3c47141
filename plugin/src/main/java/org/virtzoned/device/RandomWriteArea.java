package org.virtzoned.device;

import java.util.OptionalLong;

/**
 * The Zone Random Write Areas of a zoned namespace (NVM Express, TP4076): windows behind the write pointer that take
 * writes in any order. QEMU 7.1 and newer.
 *
 * @param count how many zones may have one at once, at least 1, at most max-active
 * @param sizeBytes the size of each: a multiple of the flush granularity
 * @param flushGranularityBytes a multiple of the logical block size; absent for one logical block
 */
public record RandomWriteArea(int count, long sizeBytes, OptionalLong flushGranularityBytes) {
    public RandomWriteArea {
        if (count < 1) {
            throw InvalidDeviceException.value("random-write-areas", count, "at least 1");
        }
        if (sizeBytes < 1) {
            throw InvalidDeviceException.value("random-write-area-size", sizeBytes, "at least one logical block");
        }
        if (flushGranularityBytes.isPresent()
                && (flushGranularityBytes.getAsLong() < 1 || sizeBytes % flushGranularityBytes.getAsLong() != 0)) {
            throw InvalidDeviceException.value(
                    "random-write-flush",
                    flushGranularityBytes.getAsLong() + " bytes",
                    "a divisor of random-write-area-size, " + new ByteSize(sizeBytes));
        }
    }
}
