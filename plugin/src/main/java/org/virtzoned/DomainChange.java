package org.virtzoned;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.DefinitionLock;
import org.virtzoned.libvirt.LibvirtConnection;

/**
 * A change to a domain, made out but not yet made: it can be looked at, and then {@linkplain #apply applied}. It is to
 * the domain's definition, to its guest that runs, or to both.
 *
 * <p>It is made whole or not at all; but devices that a guest has given up do not come back to it.
 */
public final class DomainChange {
    private static final int ATTEMPTS = 5;

    private final LibvirtConnection connection;
    private final String name;
    private final UUID uuid;
    private final boolean active;
    private final Optional<DefinitionChange> definition;
    private final Optional<LiveChange> live;
    private final List<NewFile> files;
    private final List<String> notices;

    /**
     * @param domain either of the domain's documents
     * @param active whether its guest runs
     * @param definition what is done to the definition; absent where only the guest is changed
     * @param live what is done to the guest; absent where only the definition is changed
     */
    DomainChange(
            LibvirtConnection connection,
            DomainDocument domain,
            boolean active,
            Optional<DefinitionChange> definition,
            Optional<LiveChange> live,
            List<NewFile> files,
            List<String> notices) {
        this.connection = connection;
        this.name = domain.name();
        this.uuid = domain.uuid().orElseThrow();
        this.active = active;
        this.definition = definition;
        this.live = live;
        this.files = List.copyOf(files);
        this.notices = List.copyOf(notices);
    }

    /** The domain's name. */
    public String domain() {
        return name;
    }

    /** Whether one of the domain's documents is changed, or was asked to be. */
    public boolean affects(Affect affect) {
        return part(affect).isPresent();
    }

    /** A document before, in the form of {@link #after}; empty for a new domain, and for a document not affected. */
    public String before(Affect affect) {
        return part(affect).map(ChangePart::before).orElse("");
    }

    /** The definition before. */
    public String before() {
        return before(Affect.CONFIG);
    }

    /** A document after, empty for one that is not affected. It may hold passwords. */
    public String after(Affect affect) {
        return part(affect).map(ChangePart::after).orElse("");
    }

    /** The definition after. It may hold passwords. */
    public String after() {
        return after(Affect.CONFIG);
    }

    /** What becomes of each device asked for in one of the documents. */
    public List<Attachment> attachments(Affect affect) {
        return part(affect).map(ChangePart::attachments).orElse(List.of());
    }

    /** The same in the definition. */
    public List<Attachment> attachments() {
        return attachments(Affect.CONFIG);
    }

    /** The devices that go from one of the documents. */
    public List<ZonedDevice> detached(Affect affect) {
        return part(affect).map(ChangePart::detached).orElse(List.of());
    }

    /** The same from the definition. */
    public List<ZonedDevice> detached() {
        return detached(Affect.CONFIG);
    }

    /** The files that are made, for people. */
    public List<String> files() {
        return files.stream().map(NewFile::description).toList();
    }

    /** What the user should know of the devices, a sentence each; once it is applied, of what became of them, too. */
    public List<String> notices() {
        List<ZonedDevice> added = added();
        return Stream.of(
                        added.stream().flatMap(device -> device.accept(new DeviceNotices()).stream()),
                        notices.stream(),
                        live.stream().flatMap(change -> change.notices().stream()),
                        added.isEmpty() ? Stream.<String>empty() : HookNotice.of(connection))
                .flatMap(sentences -> sentences)
                .distinct()
                .toList();
    }

    /** Whether the domain is a new one. */
    public boolean isCreation() {
        return definition.filter(DefinitionChange::isCreation).isPresent();
    }

    /** Whether the guest runs, so that a change of the definition alone shows at its next start only. */
    public boolean isActive() {
        return active;
    }

    /** Whether there is nothing to do: the domain has, or lacks, what was asked for. */
    public boolean isEmpty() {
        return files.isEmpty() && parts().noneMatch(ChangePart::isNeeded);
    }

    /**
     * Makes the change: drafts the files, defines the domain, looks whether libvirt kept all of it, settles the files;
     * then changes the guest.
     *
     * @throws VirtZonedException if it cannot be made; then the domain is as before, and no file is left. But a device that
     *     the guest got, and does not give up again, stays with all that it needs
     */
    public void apply() {
        apply(Progress.NONE);
    }

    /**
     * The same.
     *
     * @param progress is told what is being done
     */
    public void apply(Progress progress) {
        applyUnderLock(progress, false);
    }

    /**
     * Plans a change and applies it, while no other process of this user changes a domain. Where another program changed the
     * domain between the two, it is planned again, {@value #ATTEMPTS} times in all.
     *
     * @param plan plans the change, from the domain as it is then
     * @param progress is told what is being done
     * @return the change that was applied
     * @throws VirtZonedException if it cannot be planned or made; {@link #apply} says what is left then
     */
    public static DomainChange planAndApply(Supplier<DomainChange> plan, Progress progress) {
        return planAndApply(plan, false, progress);
    }

    /**
     * The same, and starts the domain if asked to, as {@link #applyAndStart} does.
     *
     * @param start whether to start it
     */
    public static DomainChange planAndApply(Supplier<DomainChange> plan, boolean start, Progress progress) {
        return DefinitionLock.during(() -> {
            for (int attempt = 1; ; attempt++) {
                DomainChange change = plan.get();
                try {
                    change.applyLocked(progress, start);
                    return change;
                } catch (ChangeException e) {
                    if (!e.isOutdated() || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        });
    }

    /**
     * The same, and starts the domain. Where the start fails, all is as before: a new domain is undefined again, and the
     * files that were made for it are removed.
     *
     * @param progress is told what is being done
     * @throws VirtZonedException if it cannot be made or started
     */
    public void applyAndStart(Progress progress) {
        applyUnderLock(progress, true);
    }

    private void applyUnderLock(Progress progress, boolean start) {
        DefinitionLock.during(() -> {
            applyLocked(progress, start);
            return this;
        });
    }

    private void applyLocked(Progress progress, boolean start) {
        connection.requireWritable("Cannot change domain '" + name + "'");
        parts().forEach(ChangePart::requireUnchanged);
        requireFreeFiles();
        boolean defined = false;
        try {
            for (NewFile file : files) {
                progress.doing("making " + file.description());
                file.draft();
            }
            if (definition.isPresent() && definition.get().isNeeded()) {
                definition.get().make(progress);
                defined = true;
            }
            files.forEach(NewFile::settle);
            live.filter(LiveChange::isNeeded).ifPresent(change -> change.make(progress));
            if (start) {
                start(progress);
            }
        } catch (RuntimeException e) {
            // The definition first, so that none names a file that is gone.
            if (defined) {
                ChangePart.takeBack(definition.get()::takeBack, e);
            }
            if (live.filter(LiveChange::keepsDevices).isEmpty()) {
                files.forEach(file -> ChangePart.takeBack(file::discard, e));
            }
            throw e;
        }
    }

    private void start(Progress progress) {
        progress.doing("starting domain '" + name + "'");
        try {
            connection.start(name, uuid);
        } catch (VirtZonedException e) {
            String removed =
                    Stream.concat(Stream.of("the domain"), files().stream()).collect(Collectors.joining(" and "));
            throw new ChangeException(
                    e.code(),
                    e.getMessage(),
                    e.remedy().map(remedy -> remedy + " ").orElse("") + "Nothing was left behind: " + removed
                            + (files.isEmpty() ? " was" : " were")
                            + " removed again. To keep the domain although it does not start, create it without --start.",
                    e);
        }
    }

    /** Again, now that none of ours defines a domain beside this: two requests at a time may name one file. */
    private void requireFreeFiles() {
        List<SourcePath> paths = added().stream()
                .flatMap(device -> device.backingFile().stream())
                .toList();
        if (!paths.isEmpty()) {
            OtherDomains others = new OtherDomains(connection, uuid);
            paths.forEach(others::requireNotNamed);
        }
    }

    private List<ZonedDevice> added() {
        return parts().flatMap(part -> part.attachments().stream())
                .filter(Attachment::added)
                .map(Attachment::device)
                .distinct()
                .toList();
    }

    private Stream<ChangePart> parts() {
        return Stream.concat(definition.stream(), live.stream());
    }

    private Optional<? extends ChangePart> part(Affect affect) {
        return affect == Affect.LIVE ? live : definition;
    }
}
