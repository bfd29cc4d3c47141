package org.virtzoned.device;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A SCSI disk that QEMU passes through on a virtio-scsi controller.
 *
 * @param disk a disk of the host, or an emulated ZBC disk that the hook makes local
 * @param driver QEMU's device; an emulated disk, whose SCSI address is known only once it is there, takes no {@code
 *     scsi-generic}
 */
public record VirtioScsiDevice(DeviceName name, VirtioScsiSource disk, ScsiDriver driver) implements ZonedDevice {
    /** QEMU's default of virtio-scsi's {@code max_sectors} (hw/scsi/virtio-scsi.c), and what Linux takes 0 for. */
    private static final int CONTROLLER_MAX_SECTORS = 0xFFFF;

    /** The 256 segments of a page that LIO's loopback takes (drivers/target/loopback/tcm_loop.c, {@code sg_tablesize}). */
    private static final ByteSize LOOPBACK_MAX_TRANSFER = ByteSize.parse("1M");

    private static final Pattern SG_NODE = Pattern.compile("/dev/sg[0-9]+");

    public VirtioScsiDevice {
        if (disk instanceof ZbcDisk && driver == ScsiDriver.SCSI_GENERIC) {
            throw InvalidDeviceException.value("driver", driver, "scsi-block for an emulated ZBC disk");
        }
    }

    public VirtioScsiDevice withDisk(VirtioScsiSource other) {
        return new VirtioScsiDevice(name, other, driver);
    }

    /**
     * What the disk's controller must say of the longest transfer, in sectors of 512 bytes; empty where that is no less
     * than what it says by itself.
     */
    public OptionalInt maxSectors() {
        return maxTransfer()
                .map(size -> size.bytes() / HostDisk.SECTOR_BYTES)
                .filter(sectors -> sectors < CONTROLLER_MAX_SECTORS)
                .map(sectors -> OptionalInt.of(sectors.intValue()))
                .orElse(OptionalInt.empty());
    }

    private Optional<ByteSize> maxTransfer() {
        return disk instanceof HostDisk host ? host.maxTransfer() : Optional.of(LOOPBACK_MAX_TRANSFER);
    }

    /** Whether the disk is named by its SCSI generic device: a character device, which only {@code scsi-generic} takes. */
    public boolean isSgNode() {
        return SG_NODE.matcher(source()).matches();
    }

    @Override
    public Way way() {
        return Way.VIRTIO_SCSI;
    }

    @Override
    public String source() {
        return disk.path().text();
    }

    @Override
    public Optional<SourcePath> backingFile() {
        return ZbcDisk.of(this).map(ZbcDisk::path);
    }

    @Override
    public boolean keepsZones() {
        return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
