package org.virtzoned.error;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words: the messages of some of Java's exceptions are none. */
public final class FileFailure {
    private FileFailure() {}

    /**
     * The reason, without the file's name and without a full stop.
     *
     * @param failure of an act on a file, or on its name
     */
    public static String reason(Exception failure) {
        // The messages of the first two are the file's name, that of the third is a number.
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof CharacterCodingException ? "it is not in UTF-8" : failure.getMessage();
    }
}
