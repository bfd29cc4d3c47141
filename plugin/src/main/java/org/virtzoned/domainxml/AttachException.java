package org.virtzoned.domainxml;

import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A domain that cannot take a device. */
public final class AttachException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    private AttachException(ErrorCode code, String message, String remedy) {
        super(code, message, remedy);
    }

    /** The domain's kind, machine or platform does not have what the way needs. */
    static AttachException unsupported(ZonedDevice device, DomainDocument domain, String reason, String remedy) {
        return of(ErrorCode.UNSUPPORTED, device, domain, reason, remedy);
    }

    /** Something that the device needs for itself is taken. */
    static AttachException conflict(ZonedDevice device, DomainDocument domain, String reason, String remedy) {
        return of(ErrorCode.CONFLICT, device, domain, reason, remedy);
    }

    /** The platform cannot have emulated namespaces as disks of libvirt's own. */
    static AttachException noNativeForm(DomainDocument domain, String lack) {
        return new AttachException(
                ErrorCode.UNSUPPORTED,
                "Cannot move the NVMe namespaces of domain '" + domain.name() + "' to disks of libvirt's own: " + lack
                        + ".",
                "They work on QEMU's command line, too. Try again after an upgrade of libvirt and QEMU.");
    }

    private static AttachException of(
            ErrorCode code, ZonedDevice device, DomainDocument domain, String reason, String remedy) {
        return new AttachException(
                code,
                "Cannot attach " + device.source() + " to domain '" + domain.name() + "' with " + device.way() + ": "
                        + reason,
                remedy);
    }
}
