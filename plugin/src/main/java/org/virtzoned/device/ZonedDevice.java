package org.virtzoned.device;

import java.util.Optional;

/**
 * A zoned block device as a domain's user asks for it, or as the domain's metadata records it.
 *
 * <p>A request may leave open what follows from the domain (WWPN, UUID, namespace id, serial); a recorded device has all
 * of it.
 */
public sealed interface ZonedDevice permits VirtioScsiDevice, VhostScsiDevice, NvmeZnsDevice, VirtioBlkDevice {
    /** The device's name in its domain. */
    DeviceName name();

    Way way();

    /** What is behind the device, for people: a path, {@code POOL/VOLUME}, or the WWPN of a user's own target. */
    String source();

    /** The file that the device is emulated on; empty for another, and for a volume that libvirt was not asked for. */
    Optional<SourcePath> backingFile();

    /** Whether the zones are after a restart of QEMU as they were before; else they are empty. */
    boolean keepsZones();

    <R> R accept(Visitor<R> visitor);

    /** One method a way of attaching. */
    interface Visitor<R> {
        R visit(VirtioScsiDevice device);

        R visit(VhostScsiDevice device);

        R visit(NvmeZnsDevice device);

        R visit(VirtioBlkDevice device);
    }
}
