package org.virtzoned.template;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A template or profile that is not there, cannot be read, or cannot be filled in. */
public final class TemplateException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    TemplateException(ErrorCode code, String message, String remedy) {
        super(code, message, remedy);
    }

    TemplateException(ErrorCode code, String message, String remedy, Throwable cause) {
        super(code, message, remedy, cause);
    }
}
