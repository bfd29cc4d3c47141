package org.virtzoned.device;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SCSI disk that QEMU passes through on a virtio-scsi controller.
 *
 * @param disk a disk of the host, or an emulated ZBC disk that the hook makes local
 * @param driver QEMU's device; an emulated disk, whose SCSI address is known only once it is there, takes no {@code
 *     scsi-generic}
 */
public record VirtioScsiDevice(DeviceName name, VirtioScsiSource disk, ScsiDriver driver) implements ZonedDevice {
    private static final Pattern SG_NODE = Pattern.compile("/dev/sg[0-9]+");

    public VirtioScsiDevice {
        if (disk instanceof ZbcDisk && driver == ScsiDriver.SCSI_GENERIC) {
            throw InvalidDeviceException.value("driver", driver, "scsi-block for an emulated ZBC disk");
        }
    }

    public VirtioScsiDevice withDisk(VirtioScsiSource other) {
        return new VirtioScsiDevice(name, other, driver);
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
