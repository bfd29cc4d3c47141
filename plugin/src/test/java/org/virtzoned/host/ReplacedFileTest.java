package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {
    @TempDir
    private Path folder;

    @Test
    void isMade() throws IOException {
        ReplacedFile.write(folder + "/new.svg", out -> append(out, "grün"));

        assertEquals("grün", Files.readString(folder.resolve("new.svg")));
        assertOnly("new.svg");
    }

    @Test
    void isReplacedWithTheRightsThatItHad() throws IOException {
        Path file = Files.writeString(folder.resolve("old.svg"), "a longer text than before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        ReplacedFile.write(file.toString(), out -> append(out, "new"));

        assertEquals("new", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertOnly("old.svg");
    }

    @Test
    void isReplacedBehindALink() throws IOException {
        Path file = Files.writeString(folder.resolve("old.svg"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.svg"), file);

        ReplacedFile.write(link.toString(), out -> append(out, "new"));

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void staysAsItWasWhereTheNewContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("old.svg"), "old");

        HostException refusal = assertThrows(
                HostException.class,
                () -> ReplacedFile.write(file.toString(), out -> {
                    append(out, "half");
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }));

        assertEquals("Cannot write " + file + ": No space left on device.", refusal.getMessage());
        assertEquals("old", Files.readString(file));
        assertOnly("old.svg");
    }

    @Test
    void nothingButAFileIsReplaced() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));

        assertRefused(folder.toString(), "it is a directory");
        assertRefused("/dev/null", "it is no file");
        assertRefused(link.toString(), "it is no file");
    }

    @Test
    void aFolderMustBeThere() {
        HostException refusal = assertThrows(
                HostException.class, () -> ReplacedFile.write(folder + "/absent/new.svg", out -> append(out, "new")));

        assertEquals("Cannot write " + folder + "/absent/new.svg: its folder is not there.", refusal.getMessage());
    }

    private static void assertRefused(String name, String found) {
        HostException refusal =
                assertThrows(HostException.class, () -> ReplacedFile.write(name, out -> append(out, "new")));

        assertEquals("Cannot write " + name + ": " + found + ".", refusal.getMessage());
        assertEquals(Optional.of("Name another file, or '-' for standard output."), refusal.remedy());
    }

    private void assertOnly(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(name)), files.toList());
        }
    }

    private static void append(Writer out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
