package org.virtzoned.domainxml;

import java.util.Optional;

/**
 * What a device is rendered for.
 *
 * @param qemu QEMU's version; absent: the form that every version takes
 * @param libvirt libvirt's version; absent likewise
 */
public record Platform(Optional<Version> qemu, Optional<Version> libvirt) {
    /** The first QEMU whose {@code scsi-block} can be used. */
    public static final Version FIRST_WITH_SCSI_BLOCK = Version.of(4, 1);

    /** Nothing is known: the form that every version takes. */
    public static final Platform ANY = new Platform(Optional.empty(), Optional.empty());

    public static Platform of(Version qemu, Version libvirt) {
        return new Platform(Optional.of(qemu), Optional.of(libvirt));
    }

    /** Whether QEMU's {@code scsi-block} can be used: before 4.1 it mishandles sense data, and the guest hangs. */
    public boolean hasScsiBlock() {
        return !qemuKnownBefore(FIRST_WITH_SCSI_BLOCK);
    }

    boolean qemuKnownBefore(Version first) {
        return isBefore(qemu, first);
    }

    boolean libvirtKnownBefore(Version first) {
        return isBefore(libvirt, first);
    }

    boolean libvirtKnownFrom(Version first) {
        return libvirt.isPresent() && !libvirtKnownBefore(first);
    }

    private static boolean isBefore(Optional<Version> found, Version first) {
        return found.filter(version -> version.compareTo(first) < 0).isPresent();
    }
}
