package org.virtzoned.device;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the guest's controller of a vhost-scsi target is told apart from the target, where QEMU's own choice is not wanted.
 *
 * @param queues the number of its request queues, 1 to 126: the kernel's vhost-scsi has 128 with those for control and
 *     events (drivers/vhost/scsi.c, {@code VHOST_SCSI_MAX_VQ}); else QEMU takes one for each processor of the guest
 * @param queueSize the requests in each, a power of two from 4 to 1024 (QEMU's hw/scsi/virtio-scsi.c); else 128
 * @param maxTransfer the longest transfer, a multiple of 512 bytes from 4 KiB to 8 MiB: the kernel refuses a request of
 *     more than 2,048 segments, which may be one page each ({@code VHOST_SCSI_PREALLOC_SGLS}); else just below 32 MiB
 */
public record VhostScsiTuning(OptionalInt queues, OptionalInt queueSize, Optional<ByteSize> maxTransfer) {
    /** QEMU's own choice in all. */
    public static final VhostScsiTuning NONE =
            new VhostScsiTuning(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

    /** The longest transfer that the kernel's vhost-scsi takes, however the guest's memory is laid out. */
    public static final ByteSize LONGEST_TRANSFER = ByteSize.parse("8M");

    private static final int MAX_QUEUES = 126;
    private static final int MIN_QUEUE_SIZE = 4;
    private static final int MAX_QUEUE_SIZE = 1024;
    private static final int MIN_TRANSFER_BYTES = 4096;

    public VhostScsiTuning {
        if (queues.isPresent() && (queues.getAsInt() < 1 || queues.getAsInt() > MAX_QUEUES)) {
            throw InvalidDeviceException.value("queues", queues.getAsInt(), "1 to " + MAX_QUEUES);
        }
        if (queueSize.isPresent() && !isQueueSize(queueSize.getAsInt())) {
            throw InvalidDeviceException.value(
                    "queue-size",
                    queueSize.getAsInt(),
                    "a power of two from " + MIN_QUEUE_SIZE + " to " + MAX_QUEUE_SIZE);
        }
        maxTransfer.filter(length -> !isTransfer(length)).ifPresent(length -> {
            throw InvalidDeviceException.value(
                    "max-transfer", length, "a multiple of 512 bytes from 4K to " + LONGEST_TRANSFER);
        });
    }

    /** What was not said as in another; of two longest transfers the shorter. */
    public VhostScsiTuning orElse(VhostScsiTuning other) {
        Optional<ByteSize> shorter = maxTransfer
                .filter(own -> other.maxTransfer
                        .filter(theirs -> theirs.bytes() < own.bytes())
                        .isEmpty())
                .or(other::maxTransfer);
        return new VhostScsiTuning(
                queues.isPresent() ? queues : other.queues,
                queueSize.isPresent() ? queueSize : other.queueSize,
                shorter);
    }

    /** The same with transfers no longer than a disk behind the target takes. */
    public VhostScsiTuning limited(ByteSize length) {
        ByteSize allowed = length.bytes() > LONGEST_TRANSFER.bytes() ? LONGEST_TRANSFER : length;
        return orElse(new VhostScsiTuning(OptionalInt.empty(), OptionalInt.empty(), Optional.of(allowed)));
    }

    private static boolean isQueueSize(int requests) {
        return Integer.bitCount(requests) == 1 && requests >= MIN_QUEUE_SIZE && requests <= MAX_QUEUE_SIZE;
    }

    private static boolean isTransfer(ByteSize length) {
        return length.bytes() >= MIN_TRANSFER_BYTES
                && length.bytes() <= LONGEST_TRANSFER.bytes()
                && length.isMultipleOf(HostDisk.SECTOR_BYTES);
    }
}
