package org.virtzoned.host;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A file or a disk of the host that is not what a request needs. */
public final class HostException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    HostException(String message, String remedy) {
        super(ErrorCode.HOST, message, remedy);
    }

    HostException(String message, String remedy, Throwable cause) {
        super(ErrorCode.HOST, message, remedy, cause);
    }
}
