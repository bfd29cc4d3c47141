package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Path;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.FileFailure;
import org.virtzoned.error.VirtZonedException;

/** A file or a disk of the host that is not what a request needs. */
public final class HostException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private final boolean unsuitableFile;

    HostException(String message, String remedy) {
        this(message, remedy, false);
    }

    HostException(String message, String remedy, Throwable cause) {
        super(ErrorCode.HOST, message, remedy, cause);
        this.unsuitableFile = false;
    }

    private HostException(String message, String remedy, boolean unsuitableFile) {
        super(ErrorCode.HOST, message, remedy);
        this.unsuitableFile = unsuitableFile;
    }

    /**
     * A file that is there and is another than the device needs.
     *
     * @param reason such as {@code it is encrypted, expected an image that is not.}
     * @param remedy of one who asks for the device
     */
    static HostException unsuitable(Path file, String reason, String remedy) {
        return new HostException("Cannot use " + file + ": " + reason, remedy, true);
    }

    /**
     * Whether a file is there and is another than the device needs. What can be done about it depends on whether a domain has
     * the device: {@link #remedy} is that of one who asks for it.
     */
    public boolean isUnsuitableFile() {
        return unsuitableFile;
    }

    /** An act on a file that the file system refused. */
    static HostException failed(String act, Path file, IOException cause) {
        return new HostException("Cannot " + act + " " + file + ": " + FileFailure.reason(cause) + ".", null, cause);
    }
}
