package org.virtzoned.libvirt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Orders the changes that processes of one user make to domains: libvirt has no compare-and-swap, and the later definition
 * would undo the earlier. Against others ({@code virsh edit}, another user) the document is compared just before it is
 * defined.
 */
public final class DefinitionLock {
    /** A file lock holds for the whole process: its threads need another. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    /** A change waits at most a minute for each device that a guest is to give up; few are queued. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private static final String ACT = "Cannot lock the definitions of domains";

    private DefinitionLock() {}

    /**
     * Does work that changes a domain while no other process of this user does; waits for that. Work may do further such
     * work.
     *
     * @throws LibvirtFailure if the lock's file cannot be opened, or the others take longer than five minutes
     */
    public static <T> T during(Supplier<T> work) {
        return during(LIMIT, work);
    }

    static <T> T during(Duration limit, Supplier<T> work) {
        if (THREADS.isHeldByCurrentThread()) {
            return work.get();
        }
        Instant end = Instant.now().plus(limit);
        try {
            if (!THREADS.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw notInTime(limit);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        // The lock goes with the channel.
        try (FileChannel channel = open()) {
            while (channel.tryLock() == null) {
                if (Instant.now().isAfter(end)) {
                    throw notInTime(limit);
                }
                Thread.sleep(INTERVAL.toMillis());
            }
            return work.get();
        } catch (IOException e) {
            throw LibvirtFailure.of(ACT, e.getMessage(), null);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            THREADS.unlock();
        }
    }

    private static LibvirtFailure notInTime(Duration limit) {
        return LibvirtFailure.of(
                ACT,
                "other virt-zoned processes of yours have been changing domains for " + limit.toSeconds() + " s.",
                "Wait for them, or look what they wait for: 'ps -C java'.");
    }

    private static LibvirtFailure interrupted() {
        Thread.currentThread().interrupt();
        return LibvirtFailure.of(ACT, "interrupted.", null);
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
