package org.virtzoned.libvirt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps two of us from changing domains at once: libvirt has no compare-and-swap, and the later definition would undo
 * the earlier. It is one lock for a user on a host; against others ({@code virsh edit}, another user) the document is
 * compared just before it is defined.
 */
public final class DefinitionLock {
    /** A file lock holds for the whole process: its threads need another. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private DefinitionLock() {}

    /**
     * Does a change while nobody else of ours does one; waits for that.
     *
     * @throws LibvirtFailure if the lock's file cannot be opened
     */
    public static void during(Runnable change) {
        THREADS.lock();
        try (FileChannel channel = open()) {
            // Released when the channel is closed.
            channel.lock();
            change.run();
        } catch (IOException e) {
            throw LibvirtFailure.of("Cannot lock the definitions of domains", e.getMessage(), null);
        } finally {
            THREADS.unlock();
        }
    }

    private static FileChannel open() throws IOException {
        return FileChannel.open(
                file(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** In the user's run-time folder, which nobody else can write to. */
    private static Path file() throws IOException {
        Path folder = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .filter(Files::isWritable)
                .orElseGet(() -> System.getProperty("user.name").equals("root")
                        ? Path.of("/run")
                        : Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("virt-zoned");
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return folder.resolve("define.lock");
    }
}
