package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class InputTextTest {
    /** Java's own messages of the first two are the file's name. */
    @Test
    void itSaysWhyAFileCannotBeRead() {
        assertUnreadable("Cannot read /x: there is no such file.", new NoSuchFileException("/x"));
        assertUnreadable("Cannot read /x: permission denied.", new AccessDeniedException("/x"));
        assertUnreadable("Cannot read /x: Is a directory.", new IOException("Is a directory"));
    }

    private static void assertUnreadable(String message, Exception failure) {
        assertEquals(message, InputText.unreadable("/x", failure).getMessage());
    }
}
