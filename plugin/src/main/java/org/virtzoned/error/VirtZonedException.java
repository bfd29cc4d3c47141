package org.virtzoned.error;

import java.util.Optional;

/**
 * The base of everything that virt-zoned throws on purpose.
 *
 * <p>The message is one line: the act, the object, what was found, what was expected. The remedy, where there is one, is
 * a line of its own.
 */
public class VirtZonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String remedy;

    public VirtZonedException(ErrorCode code, String message, String remedy) {
        this(code, message, remedy, null);
    }

    public VirtZonedException(ErrorCode code, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    public final ErrorCode code() {
        return code;
    }

    /** What the user can do about it: a sentence, or empty where nothing general can be said. */
    public final Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
