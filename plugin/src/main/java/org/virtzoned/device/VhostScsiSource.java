package org.virtzoned.device;

/** What is behind a vhost-scsi target: a disk by LIO's pscsi, tcmu-runner's emulated ZBC disk, or a target of the user's own. */
public sealed interface VhostScsiSource permits HostDisk, ZbcDisk, UnmanagedTarget {
    /** The path, or the WWPN of a user's own target. */
    String description();

    <R> R accept(Visitor<R> visitor);

    /** One method a kind of source. */
    interface Visitor<R> {
        R visit(HostDisk disk);

        R visit(ZbcDisk disk);

        R visit(UnmanagedTarget target);
    }
}
