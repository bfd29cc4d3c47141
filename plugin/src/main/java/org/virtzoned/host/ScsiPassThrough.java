package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;

/**
 * What is to be known of a host's SCSI disk to pass a guest's commands on to it, as sysfs says it: the longest transfer,
 * and the SCSI address.
 *
 * <p>A command that the guest sends whole goes to the disk whole: one of more bytes, or in more segments of memory, than
 * the host's queue takes fails (block/scsi_ioctl.c, block/blk-map.c).
 */
public final class ScsiPassThrough {
    /** A guest's memory may be in one segment a page. */
    private static final long SEGMENT_BYTES = 4096;

    private static final long KIB = 1024;

    private final Path sysfs;

    public ScsiPassThrough() {
        this(Path.of("/sys"));
    }

    ScsiPassThrough(Path sysfs) {
        this.sysfs = sysfs;
    }

    /** The disk with its longest transfer, of {@code queue/max_hw_sectors_kb} and {@code queue/max_segments}. */
    public HostDisk limited(HostDisk disk) {
        return disk.orElse(known(disk, Optional.empty(), queue(disk).flatMap(ScsiPassThrough::maxTransfer)));
    }

    /** The disk with its SCSI address, by which {@code scsi-generic} is found. */
    public HostDisk addressed(HostDisk disk) {
        return disk.orElse(known(disk, device(disk).flatMap(ScsiPassThrough::address), Optional.empty()));
    }

    private static HostDisk known(HostDisk disk, Optional<ScsiAddress> address, Optional<ByteSize> maxTransfer) {
        return new HostDisk(
                disk.path(),
                Optional.empty(),
                Optional.empty(),
                address,
                Optional.empty(),
                Optional.empty(),
                maxTransfer);
    }

    private static Optional<ByteSize> maxTransfer(Path queue) {
        Optional<Long> bytes = number(queue.resolve("max_hw_sectors_kb")).map(kib -> kib * KIB);
        Optional<Long> segments = number(queue.resolve("max_segments")).map(count -> count * SEGMENT_BYTES);
        return Stream.of(bytes, segments)
                .flatMap(Optional::stream)
                .min(Long::compare)
                .map(ByteSize::new);
    }

    private static Optional<ScsiAddress> address(Path device) {
        try {
            return Optional.of(
                    ScsiAddress.parse(device.toRealPath().getFileName().toString()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where sysfs has the SCSI device of a block or SG node. */
    private Optional<Path> device(HostDisk disk) {
        return DiskIdentity.folder(sysfs, disk.path())
                .map(folder -> folder.resolve("device"))
                .filter(Files::isDirectory);
    }

    private Optional<Path> queue(HostDisk disk) {
        return device(disk)
                .map(device -> device.resolve("block"))
                .flatMap(ScsiPassThrough::only)
                .map(block -> block.resolve("queue"));
    }

    private static Optional<Path> only(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip())).filter(number -> number > 0);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
