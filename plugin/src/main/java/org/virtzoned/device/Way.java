package org.virtzoned.device;

import java.util.Arrays;
import java.util.Optional;

/** The ways of attaching a zoned block device to a guest. */
public enum Way {
    /** A SCSI disk passed through by QEMU's {@code scsi-block} or {@code scsi-generic} on a virtio-scsi controller. */
    VIRTIO_SCSI("virtio-scsi"),
    /** A LIO target that the kernel's vhost-scsi gives to the guest. */
    VHOST_SCSI("vhost-scsi"),
    /** An NVMe Zoned Namespace that QEMU emulates on a file. */
    NVME_ZNS("nvme-zns"),
    /** A zoned block device of the host passed on by QEMU's {@code virtio-blk-pci}. */
    VIRTIO_BLK("virtio-blk");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    /** The way's name on the command line, in JSON and in metadata. */
    public String word() {
        return word;
    }

    public static Optional<Way> of(String word) {
        return Arrays.stream(values()).filter(way -> way.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
