package org.virtzoned.error;

/** The kinds of refusal and failure that callers can tell apart. */
public enum ErrorCode {
    /** A request cannot be read: an unknown option, a malformed option string or JSON document. */
    USAGE(ExitStatus.USAGE),
    /** A request can be read, but one of its values is out of range or contradicts another. */
    INVALID_DEVICE(ExitStatus.USAGE),
    /** A domain document is not well-formed XML, or not a libvirt domain. */
    INVALID_DOCUMENT(ExitStatus.FAILED),
    /** The domain cannot take the device: its type, its machine, its QEMU. */
    UNSUPPORTED(ExitStatus.FAILED),
    /** A name, an address, a WWPN, a disk or a file is taken already. */
    CONFLICT(ExitStatus.FAILED),
    /** What was asked for by name is not there. */
    NOT_FOUND(ExitStatus.FAILED),
    /** A file or a device of the host is not what the request needs. */
    HOST(ExitStatus.FAILED),
    /** libvirt refused, in its own words. */
    LIBVIRT(ExitStatus.FAILED),
    /** A guest cannot be asked, does not answer, or its agent refuses. */
    GUEST(ExitStatus.FAILED),
    /** The user, or the system, had the program end before it was done; what it had done is taken back. */
    INTERRUPTED(ExitStatus.FAILED),
    /** A defect of virt-zoned. */
    INTERNAL(ExitStatus.DEFECT);

    private final int exitStatus;

    ErrorCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** The exit status of the command line, one of {@link ExitStatus}. */
    public int exitStatus() {
        return exitStatus;
    }
}
