package org.virtzoned.device;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A device request that cannot be read, or whose values contradict each other. */
public final class InvalidDeviceException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private static final String ACT = "Cannot read ";

    private InvalidDeviceException(ErrorCode code, String message, String remedy) {
        super(code, message, remedy);
    }

    /** A value that is out of range or contradicts another. */
    static InvalidDeviceException value(String property, Object found, String expected) {
        return value(property, found, expected, null);
    }

    static InvalidDeviceException value(String property, Object found, String expected, String remedy) {
        return new InvalidDeviceException(
                ErrorCode.INVALID_DEVICE, property + " is '" + found + "', expected " + expected + ".", remedy);
    }

    /** A value that must be said, and is not. */
    static InvalidDeviceException missing(String property, String expected, String remedy) {
        return new InvalidDeviceException(
                ErrorCode.INVALID_DEVICE, property + "= is missing, expected " + expected + ".", remedy);
    }

    /** Words that cannot be read at all. */
    static InvalidDeviceException words(String message, String remedy) {
        return new InvalidDeviceException(ErrorCode.USAGE, message, remedy);
    }

    /** The same refusal, beginning with what cannot be read: a request, and around it the document that it is in. */
    InvalidDeviceException about(String object) {
        String message = getMessage();
        String reason = message.startsWith(ACT) ? message.substring(ACT.length()) : message;
        return new InvalidDeviceException(code(), ACT + object + ": " + reason, remedy().orElse(null));
    }
}
