package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Path;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.FileFailure;
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

    /** An act on a file that the file system refused. */
    static HostException failed(String act, Path file, IOException cause) {
        return new HostException("Cannot " + act + " " + file + ": " + FileFailure.reason(cause) + ".", null, cause);
    }
}
