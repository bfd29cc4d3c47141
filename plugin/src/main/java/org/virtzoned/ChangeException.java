package org.virtzoned;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A change to a domain that is not made, because something is in its way. */
public final class ChangeException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private final boolean outdated;

    ChangeException(String message, String remedy) {
        this(ErrorCode.CONFLICT, message, remedy);
    }

    ChangeException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    ChangeException(ErrorCode code, String message, String remedy, Throwable cause) {
        this(code, message, remedy, cause, false);
    }

    private ChangeException(ErrorCode code, String message, String remedy, Throwable cause, boolean outdated) {
        super(code, message, remedy, cause);
        this.outdated = outdated;
    }

    /** One whose domain is not any more what it was planned for; nothing was changed. */
    static ChangeException outdated(String message) {
        return new ChangeException(ErrorCode.CONFLICT, message, "Run the command again.", null, true);
    }

    /** Whether the domain changed after the change was planned, so that it may be planned again. */
    public boolean isOutdated() {
        return outdated;
    }
}
