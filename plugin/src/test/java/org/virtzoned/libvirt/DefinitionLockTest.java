package org.virtzoned.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Of threads; of processes in SimultaneousChangeIT. */
class DefinitionLockTest {
    @Test
    void workMayDoFurtherSuchWork() {
        assertEquals(42, DefinitionLock.during(() -> DefinitionLock.during(() -> 42)));
    }

    @Test
    void isNotWaitedForForEver() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> DefinitionLock.during(() -> {
            held.countDown();
            await(end);
            return 1;
        }));
        held.await();

        LibvirtFailure refused =
                assertThrows(LibvirtFailure.class, () -> DefinitionLock.during(Duration.ofSeconds(1), () -> 2));
        end.countDown();

        assertEquals(
                "Cannot lock the definitions of domains: other virt-zoned processes of yours have been changing domains"
                        + " for 1 s.",
                refused.getMessage());
        assertEquals(1, other.join());
        assertEquals(3, DefinitionLock.during(() -> 3));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
