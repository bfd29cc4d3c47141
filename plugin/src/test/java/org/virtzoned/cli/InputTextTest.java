package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class InputTextTest {
    /** Java's own messages are the file's name or a number. */
    @Test
    void itSaysWhyAFileCannotBeRead() {
        assertUnreadable("Cannot read /x: there is no such file or folder.", new NoSuchFileException("/x"));
        assertUnreadable("Cannot read /x: permission denied.", new AccessDeniedException("/x"));
        assertUnreadable("Cannot read /x: it is not in UTF-8.", new MalformedInputException(1));
        assertUnreadable("Cannot read /x: Is a directory.", new IOException("Is a directory"));
    }

    private static void assertUnreadable(String message, Exception failure) {
        assertEquals(message, InputText.unreadable("/x", failure).getMessage());
    }
}
