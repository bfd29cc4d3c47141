package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.DefinitionLock;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * A change to a domain, made out but not yet made: it can be looked at, and then {@linkplain #apply applied}.
 *
 * <p>It is made whole or not at all.
 */
public final class DomainChange {
    private final LibvirtConnection connection;
    private final String name;
    private final UUID uuid;
    private final Optional<DomainDefinition> before;
    private final String after;
    private final List<Attachment> attachments;
    private final List<ZonedDevice> detached;
    private final List<NewFile> files;
    private final List<String> notices;

    DomainChange(
            LibvirtConnection connection,
            Optional<DomainDefinition> before,
            DomainDocument after,
            List<Attachment> attachments,
            List<ZonedDevice> detached,
            List<NewFile> files,
            List<String> notices) {
        this.connection = connection;
        this.name = after.name();
        this.uuid = after.uuid().orElseThrow();
        this.before = before;
        this.after = after.toXml();
        this.attachments = List.copyOf(attachments);
        this.detached = List.copyOf(detached);
        this.files = List.copyOf(files);
        this.notices = List.copyOf(notices);
    }

    /** The domain's name. */
    public String domain() {
        return name;
    }

    /** The document before, in the form of {@link #after}; empty for a new domain. */
    public String before() {
        return before.map(definition -> DomainDocument.parse(definition.xml()).toXml())
                .orElse("");
    }

    /** The document after. It may hold passwords. */
    public String after() {
        return after;
    }

    /** What becomes of each device asked for. */
    public List<Attachment> attachments() {
        return attachments;
    }

    /** The devices that go. */
    public List<ZonedDevice> detached() {
        return detached;
    }

    /** The files that are made, for people. */
    public List<String> files() {
        return files.stream().map(NewFile::description).toList();
    }

    /** What the user should know of the devices that are added, a sentence each. */
    public List<String> notices() {
        List<Attachment> added = attachments.stream().filter(Attachment::added).toList();
        return Stream.of(
                        added.stream().flatMap(attachment -> attachment.device().accept(new DeviceNotices()).stream()),
                        notices.stream(),
                        added.isEmpty() ? Stream.<String>empty() : HookNotice.of(connection))
                .flatMap(sentences -> sentences)
                .toList();
    }

    /** Whether the guest runs, so that the change shows at its next start only. */
    public boolean isActive() {
        return before.map(DomainDefinition::active).orElse(false);
    }

    /** Whether there is nothing to do: the domain has, or lacks, what was asked for. */
    public boolean isEmpty() {
        return files.isEmpty() && !redefines();
    }

    /**
     * Makes the change: drafts the files, defines the domain, looks whether libvirt kept all of it, settles the files.
     *
     * @throws VirtZonedException if it cannot be made; then the domain is as before, and no file is left
     */
    public void apply() {
        DefinitionLock.during(this::applyLocked);
    }

    private void applyLocked() {
        requireUnchanged();
        requireFreeFiles();
        boolean defined = false;
        try {
            files.forEach(NewFile::draft);
            if (redefines()) {
                connection.define(name, after);
                defined = true;
                requireKept();
            }
            files.forEach(NewFile::settle);
        } catch (RuntimeException e) {
            takeBack(defined, e);
            throw e;
        }
    }

    private boolean redefines() {
        return before.isEmpty() || !detached.isEmpty() || attachments.stream().anyMatch(Attachment::added);
    }

    /** libvirt cannot compare and define in one: what changes between this look and the definition is overwritten. */
    private void requireUnchanged() {
        Optional<DomainDefinition> now =
                before.isPresent() ? connection.find(uuid.toString()) : connection.findByName(name);
        if (before.isEmpty() && now.isPresent()) {
            throw new ChangeException("Cannot create domain '" + name + "': there is one of that name.", null);
        }
        if (before.isPresent() && !now.map(DomainDefinition::xml).equals(before.map(DomainDefinition::xml))) {
            throw new ChangeException(
                    "Cannot change domain '" + name + "': it changed meanwhile.", "Give the command again.");
        }
    }

    /** Again, now that none of ours defines a domain beside this: two requests at a time may name one file. */
    private void requireFreeFiles() {
        List<SourcePath> added = attachments.stream()
                .filter(Attachment::added)
                .flatMap(attachment -> attachment.device().backingFile().stream())
                .toList();
        if (!added.isEmpty()) {
            OtherDomains others = new OtherDomains(connection, uuid);
            added.forEach(others::requireNotNamed);
        }
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

    /** The definition first, so that none names a file that is gone; each step whatever became of the one before. */
    private void takeBack(boolean defined, RuntimeException reason) {
        if (defined) {
            takeBack(this::restoreDefinition, reason);
        }
        files.forEach(file -> takeBack(file::discard, reason));
    }

    private static void takeBack(Runnable step, RuntimeException reason) {
        try {
            step.run();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void restoreDefinition() {
        before.ifPresentOrElse(
                definition -> connection.define(name, definition.xml()), () -> connection.undefine(name, uuid));
    }
}
