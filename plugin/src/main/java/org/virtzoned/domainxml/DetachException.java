package org.virtzoned.domainxml;

import java.util.stream.Collectors;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

/** A device that is not there to be taken away. */
public final class DetachException extends VirtZonedException {
    private static final long serialVersionUID = 1L;

    DetachException(String device, DomainDocument domain) {
        super(
                ErrorCode.NOT_FOUND,
                "Cannot detach '" + device + "' from domain '" + domain.name()
                        + "': it has no zoned device of that name.",
                domain.devices().isEmpty()
                        ? "The domain has no zoned devices."
                        : "Its zoned devices are: "
                                + domain.devices().stream()
                                        .map(ZonedDevice::name)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }
}
