package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/** A change to a domain's definition, for its next start; or a new one. */
final class DefinitionChange implements ChangePart {
    private final LibvirtConnection connection;
    private final String name;
    private final UUID uuid;
    private final Optional<DomainDefinition> before;
    private final String after;
    private final List<Attachment> attachments;
    private final List<ZonedDevice> detached;

    /** @param before empty for a new domain */
    DefinitionChange(
            LibvirtConnection connection,
            Optional<DomainDefinition> before,
            DomainDocument after,
            List<Attachment> attachments,
            List<ZonedDevice> detached) {
        this.connection = connection;
        this.name = after.name();
        this.uuid = after.uuid().orElseThrow();
        this.before = before;
        this.after = after.toXml();
        this.attachments = List.copyOf(attachments);
        this.detached = List.copyOf(detached);
    }

    /** Whether the domain is a new one. */
    boolean isCreation() {
        return before.isEmpty();
    }

    @Override
    public String before() {
        return before.map(definition -> DomainDocument.parse(definition.xml()).toXml())
                .orElse("");
    }

    @Override
    public String after() {
        return after;
    }

    @Override
    public List<Attachment> attachments() {
        return attachments;
    }

    @Override
    public List<ZonedDevice> detached() {
        return detached;
    }

    @Override
    public boolean isNeeded() {
        return !before().equals(after);
    }

    @Override
    public void requireUnchanged() {
        Optional<DomainDefinition> now =
                before.isPresent() ? connection.find(uuid.toString()) : connection.findByName(name);
        if (before.isEmpty() && now.isPresent()) {
            throw new ChangeException(
                    "Cannot create domain '" + name + "': there is one of that name.", "Choose another name.");
        }
        if (before.isPresent() && !now.map(DomainDefinition::xml).equals(before.map(DomainDefinition::xml))) {
            throw ChangeException.outdated("Cannot change domain '" + name + "': it changed meanwhile.");
        }
    }

    /** Defines the domain, and looks whether libvirt kept all of it. */
    @Override
    public void make(Progress progress) {
        progress.doing("defining domain '" + name + "'");
        connection.define(name, after);
        try {
            requireKept();
        } catch (RuntimeException e) {
            ChangePart.takeBack(this::takeBack, e);
            throw e;
        }
    }

    /** Takes back what {@link #make} did, where what comes after it has failed. */
    void takeBack() {
        before.ifPresentOrElse(
                definition -> connection.define(name, definition.xml()), () -> connection.undefine(name, uuid));
    }

    private void requireKept() {
        DomainDocument expected = DomainDocument.parse(after);
        DomainDocument kept =
                DomainDocument.parse(connection.domain(uuid.toString()).xml());
        List<ZonedDevice> lost = new ArrayList<>(kept.incompleteDevices());
        // What somebody took from one of them before is not libvirt's doing.
        lost.removeAll(expected.incompleteDevices());
        expected.devices().stream()
                .filter(device -> !kept.devices().contains(device))
                .forEach(lost::add);
        if (!lost.isEmpty()) {
            throw new ChangeException(
                    "Cannot attach " + lost.get(0).source() + " to domain '" + name + "': libvirt at '"
                            + connection.uri() + "' does not keep what belongs to it.",
                    "Zoned devices need libvirt's QEMU driver: qemu:///system or qemu:///session.");
        }
    }
}
