package org.virtzoned.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
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
        return disk.orElse(known(disk, Optional.empty(), attributes(disk).flatMap(ScsiPassThrough::maxTransfer)));
    }

    /** The disk with its SCSI address, by which {@code scsi-generic} is found. */
    public HostDisk addressed(HostDisk disk) {
        Optional<ScsiAddress> address =
                attributes(disk).flatMap(attributes -> new SysfsDisk(Optional.empty(), attributes).address());
        return disk.orElse(known(disk, address, Optional.empty()));
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

    /** Of a block or an SG node. */
    private Optional<Attributes> attributes(HostDisk disk) {
        return DiskIdentity.folder(sysfs, disk.path()).map(Attributes::new);
    }

    private static Optional<ByteSize> maxTransfer(Attributes disk) {
        return disk.entries("device/block").stream()
                .map(name -> disk.below("device/block/" + name + "/queue"))
                .flatMap(queue -> Stream.of(
                        bytes(queue.number("max_hw_sectors_kb"), KIB),
                        bytes(queue.number("max_segments"), SEGMENT_BYTES)))
                .flatMapToLong(OptionalLong::stream)
                .filter(bytes -> bytes > 0)
                .min()
                .stream()
                .mapToObj(ByteSize::new)
                .findFirst();
    }

    private static OptionalLong bytes(OptionalLong number, long unit) {
        return number.isPresent() ? OptionalLong.of(number.getAsLong() * unit) : number;
    }
}
