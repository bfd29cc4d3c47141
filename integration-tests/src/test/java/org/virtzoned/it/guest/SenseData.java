package org.virtzoned.it.guest;

/**
 * Why a SCSI device refused a command (SPC-5, 4.4).
 *
 * @param key sense key
 * @param asc additional sense code
 * @param ascq additional sense code qualifier
 */
public record SenseData(int key, int asc, int ascq) {
    /** ILLEGAL REQUEST, UNALIGNED WRITE COMMAND: a write to a sequential zone that isn't at its write pointer (ZBC). */
    public static final SenseData UNALIGNED_WRITE = new SenseData(0x5, 0x21, 0x04);

    @Override
    public String toString() {
        return "%X/%02X/%02X".formatted(key, asc, ascq);
    }
}
