package org.virtzoned.zone;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A report of zones that is no device's: values that the kernel does not have, or zones that are not one after the other. */
public final class InvalidReportException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    InvalidReportException(String device, String found) {
        super(ErrorCode.HOST, "Cannot take the zone report of " + device + ": " + found + ".", null);
    }
}
