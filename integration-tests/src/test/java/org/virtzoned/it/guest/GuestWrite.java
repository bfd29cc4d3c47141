package org.virtzoned.it.guest;

/**
 * What became of the guest's writes to the first sequential zone of a disk: one at the write pointer, one beyond it, then
 * finish and reset. Outcomes are {@code ok} or {@code failed}; places are in sectors of 512 bytes from the disk's start.
 *
 * @param offPointerSense what the device itself says to the write beyond the pointer; null where it has no sense data (NVMe)
 */
public record GuestWrite(
        String node,
        long zoneStartSectors512,
        int blockSizeBytes,
        long writePointerBeforeSectors512,
        String sequential,
        String sequentialError,
        long writePointerAfterSectors512,
        String conditionAfter,
        String offPointer,
        String offPointerError,
        SenseData offPointerSense,
        long writePointerAfterOffPointerSectors512,
        String finish,
        String finishError,
        String finishCondition,
        long finishWritePointerSectors512,
        String reset,
        String resetError,
        String resetCondition,
        long resetWritePointerSectors512) {}
