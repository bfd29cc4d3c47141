package org.virtzoned;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A change to a domain that is not made, because something is in its way. */
public final class ChangeException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    ChangeException(String message, String remedy) {
        this(ErrorCode.CONFLICT, message, remedy);
    }

    ChangeException(ErrorCode code, String message, String remedy) {
        super(code, message, remedy);
    }

    ChangeException(ErrorCode code, String message, String remedy, Throwable cause) {
        super(code, message, remedy, cause);
    }
}
