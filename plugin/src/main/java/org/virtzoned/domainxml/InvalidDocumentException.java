package org.virtzoned.domainxml;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A document that is not well-formed XML, not a libvirt domain, or holds metadata of ours that cannot be read. */
public final class InvalidDocumentException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    InvalidDocumentException(String message, String remedy, Throwable cause) {
        super(ErrorCode.INVALID_DOCUMENT, message, remedy, cause);
    }
}
