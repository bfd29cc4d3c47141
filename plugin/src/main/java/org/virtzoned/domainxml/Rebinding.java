package org.virtzoned.domainxml;

import java.util.Optional;
import java.util.UUID;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;

/**
 * Makes of a device that a clone has of its original the request for one of its own: on a file of its own, with what
 * follows from the domain left open. Disks of the host, and targets that are the user's, stay as they are: two domains
 * may name them, and one at a time run with them.
 *
 * @param domain the clone
 * @param uuid the clone's
 */
record Rebinding(DomainDocument domain, UUID uuid) implements ZonedDevice.Visitor<ZonedDevice> {
    /** The first group of a UUID. */
    private static final int TAG_LENGTH = 8;

    /**
     * The request for a device of the clone's own.
     *
     * @throws AttachException if its file would have a name that it cannot have
     */
    ZonedDevice request(ZonedDevice original) {
        try {
            return original.accept(this);
        } catch (InvalidDeviceException e) {
            throw AttachException.unsupported(
                    original,
                    domain,
                    "the clone's own file would be named after it, but its " + e.getMessage(),
                    "Detach the device, and attach one on another file.");
        }
    }

    @Override
    public ZonedDevice visit(VirtioScsiDevice device) {
        return device.disk() instanceof ZbcDisk disk ? device.withDisk(ownDisk(disk)) : device;
    }

    @Override
    public ZonedDevice visit(VhostScsiDevice device) {
        if (device.backend() instanceof UnmanagedTarget) {
            return device;
        }
        VhostScsiSource backend =
                device.backend() instanceof ZbcDisk disk ? ownDisk(disk) : (HostDisk) device.backend();
        return new VhostScsiDevice(device.name(), backend, device.target(), Optional.empty(), device.tuning());
    }

    @Override
    public ZonedDevice visit(VirtioBlkDevice device) {
        return device;
    }

    @Override
    public ZonedDevice visit(NvmeZnsDevice device) {
        NamespaceFile file = device.file();
        if (file.isDevice()) {
            // Two domains may name a zoned disk. But a namespace begins empty over its device, in whichever runs.
            throw AttachException.unsupported(
                    device,
                    domain,
                    "it is on the original's block device, and a clone's own cannot be created.",
                    "Detach it and attach one on another device or file: virt-zoned detach " + domain.name() + " "
                            + device.name());
        }
        NamespaceFile own = new NamespaceFile(
                file.path().map(this::ownPath), file.pool(), file.volume().map(this::ownName), file.format());
        return device.unidentified(own);
    }

    private ZbcDisk ownDisk(ZbcDisk disk) {
        return new ZbcDisk(
                ownPath(disk.path()),
                disk.size(),
                disk.zoneSize(),
                disk.conventionalZones(),
                disk.model(),
                disk.blockSize(),
                disk.maxOpen(),
                Optional.empty(),
                disk.create());
    }

    private SourcePath ownPath(SourcePath path) {
        int name = path.text().lastIndexOf('/') + 1;
        return new SourcePath(
                path.text().substring(0, name) + ownName(path.text().substring(name)));
    }

    /** {@code zns0-1a2b3c4d.raw} of {@code zns0.raw}. */
    private String ownName(String name) {
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return name.substring(0, end) + "-" + uuid.toString().substring(0, TAG_LENGTH) + name.substring(end);
    }
}
