package org.virtzoned.xml;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** Text that is not well-formed XML, or has a document type declaration. */
public final class XmlSyntaxException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    XmlSyntaxException(String reason, Throwable cause) {
        super(
                ErrorCode.INVALID_DOCUMENT,
                "Cannot read the document: " + reason,
                "Give a libvirt domain, as 'virsh dumpxml' prints it.",
                cause);
        this.reason = reason;
    }

    /** What is wrong, and where: a sentence. */
    public String reason() {
        return reason;
    }
}
