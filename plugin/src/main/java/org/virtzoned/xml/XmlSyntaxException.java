package org.virtzoned.xml;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** Text that is not well-formed XML, or has a document type declaration. */
public final class XmlSyntaxException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    XmlSyntaxException(String message, Throwable cause) {
        super(ErrorCode.INVALID_DOCUMENT, message, "Give a libvirt domain, as 'virsh dumpxml' prints it.", cause);
    }
}
