package org.virtzoned.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;
import org.virtzoned.error.FileFailure;

/**
 * The backing file of an emulated device that is still to be made.
 *
 * <p>It is made whole under another name in the same folder, and linked into place only once the domain is defined:
 * whatever stood in its place stays as it was, and a domain never names a file that holds something else.
 */
public final class BackingFile {
    /** File systems that allocate at once take seconds; others refuse. */
    private static final Duration ALLOCATION_LIMIT = Duration.ofMinutes(10);

    private static final int MAX_NAME = 255;

    private final Path path;
    private final Path draft;
    private final ByteSize size;
    private boolean drafted;
    private boolean settled;

    private BackingFile(Path path, ByteSize size, String owner) {
        this.path = path;
        this.size = size;
        this.draft = path.resolveSibling(draftName(path.getFileName().toString(), owner));
    }

    /** A name takes {@value #MAX_NAME} bytes (limits.h, NAME_MAX): where the draft's has no room for the file's, a hash stands for it. */
    private static String draftName(String name, String owner) {
        String draft = "." + name + "." + owner + ".new";
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return draft.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
                ? draft
                : "." + UUID.nameUUIDFromBytes(bytes) + "." + owner + ".new";
    }

    /**
     * A file for a path where none is.
     *
     * @param owner what tells this file's draft from those of others, such as the domain's UUID
     * @param defaultFolder the one folder that is made where it is absent
     * @throws HostException if something is there, or another folder is not
     */
    public static BackingFile planned(SourcePath path, ByteSize size, String owner, String defaultFolder) {
        Path file = Path.of(path.text());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw occupied(file);
        }
        if (!Files.isDirectory(file.getParent()) && !file.getParent().equals(Path.of(defaultFolder))) {
            throw new HostException(
                    "Cannot create " + file + ": its folder is not there.",
                    "Make the folder, or mount the file system that it is on.");
        }
        return new BackingFile(file, size, owner);
    }

    /**
     * Accepts a file that is there.
     *
     * @throws HostException if it is no regular file, or of another size
     */
    public static void requireUsable(SourcePath path, ByteSize size) {
        Path file = Path.of(path.text());
        try {
            if (!Files.isRegularFile(file)) {
                throw notRegular(file);
            }
            if (Files.size(file) != size.bytes()) {
                throw HostException.unsuitable(
                        file,
                        "its size is " + Files.size(file) + " bytes, expected " + size.bytes() + " (" + size + ").",
                        "Give its own size=, or another file; its content is never changed to fit.");
            }
        } catch (IOException e) {
            throw failed("use", file, e);
        }
    }

    static HostException notRegular(Path file) throws IOException {
        String reason = Files.isSymbolicLink(file) && !Files.exists(file)
                ? "it is a symbolic link to " + Files.readSymbolicLink(file) + ", which is not there."
                : "it is not a regular file.";
        return HostException.unsuitable(file, reason, "Choose another path for the file.");
    }

    public static boolean exists(SourcePath path) {
        return Files.exists(Path.of(path.text()), LinkOption.NOFOLLOW_LINKS);
    }

    public Path path() {
        return path;
    }

    /**
     * A warning, where the file system has less room than the file may come to need.
     *
     * @param preallocate whether its blocks are allocated at once
     * @throws HostException if they are, and there is no room for them
     */
    public Optional<String> shortage(boolean preallocate) {
        if (preallocate) {
            FreeSpace.requireRoom(path, size);
        }
        return FreeSpace.shortage(path.toString(), size, "its file system", FreeSpace.bytes(path));
    }

    public ByteSize size() {
        return size;
    }

    /** How a draft's content comes to be. */
    @FunctionalInterface
    public interface Making {
        /**
         * Makes it whole.
         *
         * @param draft where nothing is yet
         */
        void make(SourcePath draft) throws IOException;
    }

    /**
     * Makes the draft, of zeros.
     *
     * @param preallocate whether its blocks are allocated at once
     * @param owner the user and group that QEMU runs as, empty for one's own
     */
    public void draft(ImageFormat format, boolean preallocate, Optional<FileOwner> owner) {
        draft(made -> {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (format == ImageFormat.QCOW2) {
                new QemuImage(draft).create(size, preallocate);
            } else if (preallocate) {
                allocate();
            } else {
                extend();
            }
            if (owner.isPresent()) {
                owner.get().give(draft);
            }
        });
    }

    /** Makes the draft. */
    public void draft(Making making) {
        try {
            // As libvirt's own folders of images: QEMU, as another user, gets through to files that it is told of.
            Files.createDirectories(
                    path.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            // Of a killed run: only a draft of this very domain and file has this name.
            Files.deleteIfExists(draft);
            drafted = true;
            making.make(new SourcePath(draft.toString()));
        } catch (IOException | UncheckedIOException e) {
            throw failed("create", path, e);
        }
    }

    /** Puts the draft in its place, unless something came there meanwhile. */
    public void settle() {
        try {
            Files.createLink(path, draft);
            settled = true;
            Files.delete(draft);
            drafted = false;
        } catch (FileAlreadyExistsException e) {
            throw new HostException(
                    "Cannot create " + path + ": something came there meanwhile.", "Give the command again.", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw failed("create", path, e);
        }
    }

    /** Takes away what this made, drafted or settled; does nothing where it made nothing. */
    public void discard() {
        try {
            if (drafted) {
                Files.deleteIfExists(draft);
                drafted = false;
            }
            if (settled) {
                Files.deleteIfExists(path);
                settled = false;
            }
        } catch (IOException e) {
            throw failed("remove", path, e);
        }
    }

    private void extend() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
            file.setLength(size.bytes());
        }
    }

    /** By util-linux: Java has no call for it, and zeros written one by one take minutes. */
    private void allocate() throws IOException {
        Optional<String> failure = new HostTools(Path.of("/"), ALLOCATION_LIMIT)
                .run("fallocate", "--length", Long.toString(size.bytes()), draft.toString());
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
    }

    /** Refuses a file that is there, and could be taken. */
    public static HostException occupied(SourcePath path) {
        return occupied(Path.of(path.text()));
    }

    private static HostException occupied(Path file) {
        return new HostException(
                "Cannot create " + file + ": it is there already, and is not recorded as this domain's.",
                "Choose another path; or, if what it holds may go, add reuse=yes.");
    }

    private static HostException failed(String act, Path file, Exception e) {
        return new HostException("Cannot " + act + " " + file + ": " + FileFailure.reason(e) + ".", remedy(e), e);
    }

    private static String remedy(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "Run it as root, or let libvirt make the file: pool=POOL,vol=NAME.";
        }
        // EFBIG, in the words of strerror(3).
        return String.valueOf(e.getMessage()).contains("File too large")
                ? "The file system has no files of that size: make it smaller (size=), or choose a folder on another one."
                : null;
    }
}
