package org.virtzoned.lio;

import java.util.Optional;

/**
 * Why the hook would refuse the start of a domain's guest.
 *
 * @param subject what is at fault
 * @param device the name of the device; empty for what concerns the whole domain
 * @param message one line: the act, the object, what was found, what was expected
 * @param remedy what the user can do about it
 * @param remedyWhenAttaching what the user can do instead while attaching the device, as long as the domain does not have it
 * @param mayPass whether the host may be different when the guest starts: a disk is mounted now, a daemon is stopped
 */
public record StartRefusal(
        Subject subject,
        Optional<String> device,
        String message,
        Optional<String> remedy,
        Optional<String> remedyWhenAttaching,
        boolean mayPass) {
    /** One whose remedy is the same whether the domain has the device or is to have it. */
    public StartRefusal(
            Subject subject, Optional<String> device, String message, Optional<String> remedy, boolean mayPass) {
        this(subject, device, message, remedy, Optional.empty(), mayPass);
    }

    /** What the user can do about a device that is being attached. */
    public Optional<String> attachRemedy() {
        return remedyWhenAttaching.or(() -> remedy);
    }

    /** What can be at fault, in the words of {@code virt-zoned-lio prepare --dry-run --json}. */
    public enum Subject {
        /** A device's part of the domain's document. */
        DOCUMENT,
        /** What is behind a device, on the host. */
        HOST,
        /** The record of the domain's devices, which cannot be read. */
        RECORD,
        /** The record, which lacks devices that the domain has. */
        UNRECORDED,
        /** The record, which is another domain's. */
        CLONE,
        /** The host's policy, which cannot be read. */
        POLICY
    }
}
