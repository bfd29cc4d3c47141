package org.virtzoned.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * A file that is installed on the host. One of its first lines says that it is ours; what lacks that line, and holds
 * something else, is not virt-zoned's, and is neither replaced nor removed.
 */
final class HookFile {
    static final String MARK = "# Installed by virt-zoned";

    private static final String MARK_LINE = MARK + "; 'virt-zoned hooks remove' takes it away.\n";

    /** The mark is in the first line, or in the second of a script. */
    private static final int LINES_WITH_MARK = 2;

    private final Path path;
    private final Path draft;
    private final String permissions;
    private final byte[] original;
    private final byte[] content;

    /** How what stands at the path compares with the file. */
    enum State {
        CURRENT,
        /** Ours, and of another version, or changed. */
        OUTDATED,
        /** A script of ours that its callers cannot run. */
        NOT_EXECUTABLE,
        /** Somebody else's. */
        FOREIGN,
        ABSENT,
        /** It is not for this user to see. */
        HIDDEN
    }

    private HookFile(Path path, Path draftFolder, String permissions, byte[] original) {
        this.path = path;
        this.draft = draftFolder.resolve("." + path.getFileName() + ".new");
        this.permissions = permissions;
        this.original = original;
        this.content = marked(original);
    }

    static HookFile data(Path path, byte[] original) {
        return new HookFile(path, path.getParent(), "rw-r--r--", original);
    }

    /**
     * A script.
     *
     * @param draftFolder where it is written before it is moved to its place; on the same file system
     */
    static HookFile script(Path path, Path draftFolder, byte[] original) {
        return new HookFile(path, draftFolder, "rwxr-xr-x", original);
    }

    Path path() {
        return path;
    }

    State state() {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return State.ABSENT;
        }
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return State.HIDDEN;
            }
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return State.FOREIGN;
            }
            byte[] found = Files.readAllBytes(path);
            if (Arrays.equals(found, content)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                            .equals(permissions)) {
                return State.CURRENT;
            }
            // What an administrator copied by hand is ours as well.
            if (!isMarked(found) && !Arrays.equals(found, original)) {
                return State.FOREIGN;
            }
            return isRunnable() ? State.OUTDATED : State.NOT_EXECUTABLE;
        } catch (AccessDeniedException e) {
            return State.HIDDEN;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    boolean isOurs() {
        return isEffective() || state() == State.NOT_EXECUTABLE;
    }

    /** Whether it is ours and, where it is a script, can be run. */
    boolean isEffective() {
        State state = state();
        return state == State.CURRENT || state == State.OUTDATED;
    }

    /** Whether root may run it, for which one of the three bits is enough; true of what is not run. */
    private boolean isRunnable() throws IOException {
        return !permissions.contains("x")
                || PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                        .contains("x");
    }

    /** Puts the file, whole, in its place, over what stands there; its folder is there. */
    void write() {
        try {
            Files.deleteIfExists(draft);
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // Else a power cut could leave the name with nothing in it.
                channel.force(true);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /**
     * Takes the file away, if it is ours, and the draft that a killed run left.
     *
     * @return whether the file was there, and ours
     */
    boolean remove() {
        boolean ours = isOurs();
        try {
            Files.deleteIfExists(draft);
            if (ours) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw failed("remove", e);
        }
        return ours;
    }

    static boolean isMarked(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .lines()
                .limit(LINES_WITH_MARK)
                .anyMatch(line -> line.startsWith(MARK));
    }

    private static byte[] marked(byte[] original) {
        byte[] mark = MARK_LINE.getBytes(StandardCharsets.US_ASCII);
        int first = 0;
        // What a script is run by has to stay its first line.
        if (original.length > 1 && original[0] == '#' && original[1] == '!') {
            while (first < original.length && original[first++] != '\n') {}
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(original, 0, first);
        content.writeBytes(mark);
        content.write(original, first, original.length - first);
        return content.toByteArray();
    }

    private HostException failed(String act, IOException e) {
        return HostException.failed(act, path, e);
    }
}
