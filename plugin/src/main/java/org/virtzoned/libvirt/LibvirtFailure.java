package org.virtzoned.libvirt;

import org.libvirt.LibvirtException;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** An act that libvirt refused: the act and its object, then libvirt's own words. */
public final class LibvirtFailure extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private LibvirtFailure(ErrorCode code, String message, String remedy, Throwable cause) {
        super(code, message, remedy, cause);
    }

    static LibvirtFailure of(String act, LibvirtException cause) {
        return new LibvirtFailure(
                ErrorCode.LIBVIRT,
                act + ": " + line(cause.getMessage()),
                LibvirtAdvice.of(cause.getError().getCode(), cause.getMessage()),
                cause);
    }

    /** The same of an error that libvirt-java made no exception of. */
    static LibvirtFailure of(String act, org.libvirt.Error error) {
        return of(act, error.getMessage(), LibvirtAdvice.of(error.getCode(), error.getMessage()));
    }

    /** The same with a reason that is libvirt's, or says what libvirt did. */
    static LibvirtFailure of(String act, String reason, String remedy) {
        return new LibvirtFailure(ErrorCode.LIBVIRT, act + ": " + line(reason), remedy, null);
    }

    static LibvirtFailure notFound(String act, String reason, String remedy) {
        return new LibvirtFailure(ErrorCode.NOT_FOUND, act + ": " + line(reason), remedy, null);
    }

    private static String line(String words) {
        if (words == null || words.isBlank()) {
            return "libvirt gives no reason.";
        }
        String line = words.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line : line + ".";
    }
}
