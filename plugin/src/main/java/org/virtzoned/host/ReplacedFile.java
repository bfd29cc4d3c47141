package org.virtzoned.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file that a program was told to write its output to: what was in it before is replaced, once the new content is
 * whole. Nothing but a regular file is ever replaced.
 */
public final class ReplacedFile {
    private ReplacedFile() {}

    /**
     * Writes the file: beside its place first, then moved there.
     *
     * @param name a path; where it is a link, what that leads to is replaced
     * @throws HostException if something else than a regular file is there, or it cannot be written
     */
    public static void write(String name, Consumer<Writer> content) {
        Path file = path(name);
        Path draft = null;
        try {
            Path place = Files.exists(file) ? file.toRealPath() : file;
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(place)) {
                throw new HostException(
                        "Cannot write " + name + ": "
                                + (Files.isDirectory(place) ? "it is a directory" : "it is no file") + ".",
                        "Name another file, or '-' for standard output.");
            }
            if (!Files.isDirectory(place.getParent())) {
                throw new HostException(
                        "Cannot write " + name + ": its folder is not there.", "Make the folder, or name another.");
            }
            draft = place.resolveSibling(
                    "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            write(draft, content);
            if (Files.exists(place)) {
                Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(place));
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (UncheckedIOException e) {
            discard(draft);
            throw HostException.failed("write", file, e.getCause());
        } catch (IOException e) {
            discard(draft);
            throw HostException.failed("write", file, e);
        } catch (RuntimeException | Error e) {
            discard(draft);
            throw e;
        }
    }

    private static void write(Path draft, Consumer<Writer> content) throws IOException {
        draft.toFile().deleteOnExit();
        try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            content.accept(out);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new HostException("Cannot write " + name + ": " + e.getReason() + ".", null, e);
        }
    }

    private static void discard(Path draft) {
        try {
            if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // What is told of is why it could not be written.
        }
    }
}
