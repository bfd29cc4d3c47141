package org.virtzoned.device;

import java.util.Optional;

/** A zoned block device of the host that QEMU (8.1 and newer) passes on as a zoned virtio-blk disk. */
public record VirtioBlkDevice(DeviceName name, HostDisk disk) implements ZonedDevice {
    public VirtioBlkDevice {
        if (disk.address().isPresent() || disk.maxTransfer().isPresent()) {
            throw new IllegalArgumentException("A virtio-blk disk has no SCSI address and no longest transfer.");
        }
    }

    public VirtioBlkDevice withDisk(HostDisk other) {
        return new VirtioBlkDevice(name, other);
    }

    @Override
    public Way way() {
        return Way.VIRTIO_BLK;
    }

    @Override
    public String source() {
        return disk.path().text();
    }

    @Override
    public Optional<SourcePath> backingFile() {
        return Optional.empty();
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
