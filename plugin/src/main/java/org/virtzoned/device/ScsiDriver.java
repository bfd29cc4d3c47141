package org.virtzoned.device;

import java.util.Arrays;
import java.util.Optional;

/** The QEMU device that passes a SCSI disk through. */
public enum ScsiDriver {
    /** {@link #SCSI_BLOCK}, but {@link #SCSI_GENERIC} with QEMU before 4.1 and for SG nodes. */
    AUTO("auto"),
    SCSI_BLOCK("scsi-block"),
    SCSI_GENERIC("scsi-generic");

    private final String word;

    ScsiDriver(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Optional<ScsiDriver> of(String word) {
        return Arrays.stream(values())
                .filter(driver -> driver.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
