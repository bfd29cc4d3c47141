package org.virtzoned.lio;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** What {@code virt-zoned-lio} refused, in its words; or that it cannot be run. */
public final class LioException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    LioException(String message, String remedy, Throwable cause) {
        super(ErrorCode.HOST, message, remedy, cause);
    }
}
