package org.virtzoned;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.virtzoned.domainxml.DeviceElement;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * The guest of a domain, while it runs.
 *
 * @param name the domain's
 */
record LiveGuest(LibvirtConnection connection, String name, UUID uuid) {
    /** A guest's kernel gives a PCI device up some five seconds after the button that asks for it (pciehp); a busy one later. */
    private static final Duration GIVING_UP = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(200);

    /** QEMU's words for a device that was asked for before and is still there. */
    private static final String ASKED_ALREADY = "in the process of unplug";

    /** What it runs with. */
    String liveXml() {
        return connection
                .find(uuid.toString())
                .flatMap(DomainDefinition::liveXml)
                .orElseThrow(() -> new ChangeException(
                        "Cannot change the guest of domain '" + name + "': it does not run any more.", null));
    }

    void record(Optional<String> record) {
        connection.recordLive(name, uuid, record);
    }

    void plugIn(DeviceElement element) {
        connection.plugIn(name, uuid, element);
    }

    /**
     * Takes a device away, and waits until the guest has given it up; does nothing where it is gone.
     *
     * @throws ChangeException if it keeps it for a minute
     */
    void unplug(DeviceElement element) {
        if (!has(element)) {
            return;
        }
        try {
            connection.unplug(name, uuid, element);
        } catch (VirtZonedException e) {
            if (has(element) && !e.getMessage().contains(ASKED_ALREADY)) {
                throw e;
            }
        }
        Instant end = Instant.now().plus(GIVING_UP);
        while (has(element)) {
            if (Instant.now().isAfter(end)) {
                throw new ChangeException(
                        "Cannot take '" + element.alias() + "' from the guest of domain '" + name
                                + "': it has not given it up in " + GIVING_UP.toSeconds() + " s.",
                        "A guest that is paused, still boots or uses the device keeps it; give the command again.");
            }
            sleep();
        }
    }

    private boolean has(DeviceElement element) {
        return DomainDocument.parse(liveXml()).aliases().contains(element.alias());
    }

    private void sleep() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChangeException("Cannot change the guest of domain '" + name + "': interrupted.", null);
        }
    }
}
