package org.virtzoned.error;

/** The kinds of refusal and failure that callers can tell apart. */
public enum ErrorCode {
    /** The words of a request cannot be read: an unknown option, a malformed option string or JSON document. */
    USAGE(2),
    /** The request can be read, but one of its values is out of range or contradicts another. */
    INVALID_DEVICE(1),
    /** A domain document is not well-formed XML, or not a libvirt domain. */
    INVALID_DOCUMENT(1),
    /** The domain cannot take the device: its type, its machine, its QEMU. */
    UNSUPPORTED(1),
    /** A name, an address, a WWPN, a disk or a file is taken already. */
    CONFLICT(1),
    /** What was asked for by name is not there. */
    NOT_FOUND(1),
    /** A file or a device of the host is not what the request needs. */
    HOST(1),
    /** libvirt refused, in its own words. */
    LIBVIRT(1),
    /** A guest cannot be asked, does not answer, or its agent refuses. */
    GUEST(1),
    /** A defect of virt-zoned. */
    INTERNAL(1);

    private final int exitStatus;

    ErrorCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** The exit status of the command line: 1 refused or failed, 2 usage. */
    public int exitStatus() {
        return exitStatus;
    }
}
