package org.virtzoned;

import java.util.List;
import java.util.Optional;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiDriver;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.host.DiskObjection;
import org.virtzoned.host.DiskRules;
import org.virtzoned.host.RunningGuest;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * Disks of the host that a domain is to have, or has, held to the hook's rules, where the guests are on this very host.
 *
 * <p>What cannot be otherwise at the guest's start is refused when the disk is attached; of what may pass, the user is told.
 * A guest that runs gets the disk now: it is refused that, too.
 */
final class DiskRequests {
    private final LibvirtConnection connection;
    private final DomainDocument domain;
    private final boolean live;
    private final DiskRules rules = new DiskRules();
    private Optional<List<RunningGuest>> guests = Optional.empty();

    /** @param live whether the domain's guest gets the disks now */
    DiskRequests(LibvirtConnection connection, DomainDocument domain, boolean live) {
        this.connection = connection;
        this.domain = domain;
        this.live = live;
    }

    /** Why the domain may not have a disk as it is now; empty also where another host has it. */
    Optional<DiskObjection> found(ZonedDevice device, HostDisk disk) {
        if (!connection.hasDisksOfThisHost()) {
            return Optional.empty();
        }
        if (guests.isEmpty()) {
            guests = Optional.of(RunningGuests.of(connection));
        }
        return rules.objection(disk, device.way(), isByAddress(device), domain.uuid(), guests.get());
    }

    /** Whether a disk is given to the guest by {@code scsi-generic}, and so found by its SCSI address. */
    boolean isByAddress(ZonedDevice device) {
        return device instanceof VirtioScsiDevice scsi
                && (scsi.driver() == ScsiDriver.SCSI_GENERIC
                        || scsi.isSgNode()
                        || connection.platform().lacks(PlatformFeature.SCSI_BLOCK));
    }

    /**
     * The same of a disk that is asked for.
     *
     * @throws ChangeException if it will be no other when the guest starts
     */
    Optional<DiskObjection> objection(ZonedDevice device, HostDisk disk) {
        Optional<DiskObjection> objection = found(device, disk);
        objection.filter(found -> !found.mayPass()).ifPresent(found -> refuse(disk.path(), found));
        return objection;
    }

    /**
     * What the user is told of an objection that may pass, in the words of the hook's program.
     *
     * @param disk by its stable name
     * @throws ChangeException if the guest would get the disk now
     */
    String notice(HostDisk disk, DiskObjection objection) {
        if (live) {
            refuse(disk.path(), objection);
        }
        return HookVerdict.notice(message(disk.path(), objection), objection.remedy());
    }

    private void refuse(SourcePath disk, DiskObjection objection) {
        throw new ChangeException(message(disk, objection), objection.remedy().orElse(null));
    }

    private String message(SourcePath disk, DiskObjection objection) {
        return "Cannot give " + disk + " to domain '" + domain.name() + "': " + objection.found() + ".";
    }
}
