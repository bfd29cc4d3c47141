package org.virtzoned.device;

import java.util.Optional;

/**
 * A LIO target that the kernel's vhost-scsi gives to the guest, or a further LUN of one.
 *
 * @param backend what is behind it
 * @param target the target's name in the domain: {@code target=}, else the device's own; devices of one target are its
 *     LUNs
 * @param wwpn the target's WWPN; absent until it is derived for a domain
 * @param tuning of the guest's controller, which all devices of one target share
 */
public record VhostScsiDevice(
        DeviceName name, VhostScsiSource backend, DeviceName target, Optional<Wwpn> wwpn, VhostScsiTuning tuning)
        implements ZonedDevice {
    public VhostScsiDevice {
        if (backend instanceof UnmanagedTarget && !target.equals(name)) {
            throw InvalidDeviceException.value("target", target, "no target= beside managed=no");
        }
        if (backend instanceof HostDisk disk
                && (disk.address().isPresent() || disk.maxTransfer().isPresent())) {
            throw new IllegalArgumentException("The longest transfer is the target's, and no SCSI address is used.");
        }
    }

    public VhostScsiDevice identified(Wwpn targetWwpn) {
        return new VhostScsiDevice(name, backend, target, Optional.of(targetWwpn), tuning);
    }

    public VhostScsiDevice withBackend(VhostScsiSource other) {
        return new VhostScsiDevice(name, other, target, wwpn, tuning);
    }

    public VhostScsiDevice withTuning(VhostScsiTuning other) {
        return new VhostScsiDevice(name, backend, target, wwpn, other);
    }

    @Override
    public Way way() {
        return Way.VHOST_SCSI;
    }

    @Override
    public String source() {
        return backend.description();
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
