package org.virtzoned.device;

/** What virtio-scsi can pass on: a SCSI disk of the host, or an emulated ZBC disk made local by LIO's loopback fabric. */
public sealed interface VirtioScsiSource permits HostDisk, ZbcDisk {
    /** The node of a disk, or the backing file of an emulated one. */
    SourcePath path();

    <R> R accept(VhostScsiSource.Visitor<R> visitor);
}
