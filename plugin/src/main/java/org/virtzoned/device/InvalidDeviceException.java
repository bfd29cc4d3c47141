package org.virtzoned.device;

import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A device request that cannot be read, or whose values contradict each other. */
public final class InvalidDeviceException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

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

    /** The same refusal, with the request that it is about said first. */
    InvalidDeviceException about(String request) {
        return new InvalidDeviceException(
                code(), "Cannot read " + request + ": " + getMessage(), remedy().orElse(null));
    }
}
