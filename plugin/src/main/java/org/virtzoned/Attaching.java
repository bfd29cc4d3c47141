package org.virtzoned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.host.Emulator;
import org.virtzoned.libvirt.DomainCapabilities;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;

/** Makes out the attaching of devices to a domain: to its definition, to its guest that runs, or to both. */
final class Attaching {
    private final LibvirtConnection connection;
    private final LioHost lio;
    private final Optional<DomainDefinition> before;
    private final Optional<DomainDocument> definition;
    private final Optional<HotPlug> hotPlug;
    private final List<String> domainNotices;

    /**
     * To a domain that is there.
     *
     * @param affected what the devices are attached to
     */
    Attaching(LibvirtConnection connection, LioHost lio, DomainDefinition domain, Set<Affect> affected) {
        this.connection = connection;
        this.lio = lio;
        this.before = Optional.of(domain);
        this.definition =
                affected.contains(Affect.CONFIG) ? Optional.of(DomainDocument.parse(domain.xml())) : Optional.empty();
        this.hotPlug = affected.contains(Affect.LIVE)
                ? Optional.of(new HotPlug(connection, lio, "attach to", domain))
                : Optional.empty();
        this.domainNotices = List.of();
    }

    /**
     * To a new domain.
     *
     * @param notices what the user should know of the domain itself
     */
    Attaching(LibvirtConnection connection, LioHost lio, DomainDocument created, List<String> notices) {
        this.connection = connection;
        this.lio = lio;
        this.before = Optional.empty();
        this.definition = Optional.of(created);
        this.hotPlug = Optional.empty();
        this.domainNotices = List.copyOf(notices);
    }

    DomainChange change(List<ZonedDevice> requests) {
        Optional<DomainDocument> live = hotPlug.map(guest -> DomainDocument.parse(guest.liveXml()));
        DomainDocument either = definition.or(() -> live).orElseThrow();
        SourceIdentity identity = new SourceIdentity(connection);
        Stream.concat(definition.stream(), live.stream()).forEach(document -> document.compareSourcesBy(identity));
        RequestPreparation preparation =
                new RequestPreparation(connection, lio, either, live.isPresent(), recorded(live));
        List<ZonedDevice> prepared = preparation.prepare(requests);
        List<Attachment> inDefinition = definition
                .map(document -> attach(document, prepared, Affect.CONFIG))
                .orElse(List.of());
        definition
                .filter(document -> inDefinition.stream().anyMatch(Attachment::added))
                .ifPresent(document -> preparation.owner(document).ifPresent(document::recordOwner));
        definition.ifPresent(document -> requireZonedNamespaces(document, inDefinition));
        if (live.isPresent()) {
            preparation.requireHotPlugConfinement(prepared);
        }
        List<Attachment> inGuest =
                live.map(document -> attach(document, prepared, Affect.LIVE)).orElse(List.of());
        hotPlug.ifPresent(HotPlug::requireReady);
        preparation.noticeHotPlug(inGuest);
        // What both need is made once.
        List<NewFile> files = preparation.files(either, prepared, inDefinition.isEmpty() ? inGuest : inDefinition);
        List<String> notices = new ArrayList<>(domainNotices);
        notices.addAll(preparation.notices());
        live.flatMap(document -> verdict(document, inGuest, false, files))
                .ifPresent(verdict -> verdict.requireAcceptedNow(inGuest));
        definition
                .flatMap(document -> verdict(document, inDefinition, true, files))
                .ifPresent(verdict -> {
                    verdict.requireAccepted(inDefinition);
                    notices.addAll(verdict.notices(inDefinition));
                    verdict.unknownNotice(connection).ifPresent(notices::add);
                });
        return new DomainChange(
                connection,
                either,
                before.filter(DomainDefinition::active).isPresent(),
                definition.map(document -> new DefinitionChange(connection, before, document, inDefinition, List.of())),
                live.map(document -> LiveChange.attaching(
                        hotPlug.orElseThrow().guest(),
                        lio.program(),
                        DomainDocument.parse(hotPlug.orElseThrow().liveXml()),
                        document,
                        inGuest)),
                files,
                notices);
    }

    /** Has the hook's program look at a document as it is going to be; not where it gets no device. */
    private Optional<HookVerdict> verdict(
            DomainDocument document, List<Attachment> attachments, boolean nextStart, List<NewFile> files) {
        return attachments.stream().anyMatch(Attachment::added)
                ? Optional.of(HookVerdict.of(connection, lio, document, nextStart, files))
                : Optional.empty();
    }

    /** A version does not say what a build of QEMU was made with: on this host it is asked. */
    private void requireZonedNamespaces(DomainDocument document, List<Attachment> attachments) {
        Optional<ZonedDevice> namespace = attachments.stream()
                .filter(Attachment::added)
                .map(Attachment::device)
                .filter(device ->
                        device instanceof NvmeZnsDevice nvme && nvme.zones().isPresent())
                .findFirst();
        if (namespace.isPresent() && connection.isLocal()) {
            emulator(document)
                    .filter(Files::isExecutable)
                    .ifPresent(program -> Emulator.requireZonedNamespaces(
                            program,
                            "Cannot attach " + namespace.get().source() + " to domain '" + document.name() + "' with "
                                    + namespace.get().way()));
        }
    }

    private Optional<Path> emulator(DomainDocument document) {
        return document.emulator()
                .map(Path::of)
                .or(() -> connection.domainCapabilities().flatMap(DomainCapabilities::emulator));
    }

    private List<Attachment> attach(DomainDocument document, List<ZonedDevice> devices, Affect affect) {
        return document.attach(devices, connection.platform(), affect);
    }

    private List<ZonedDevice> recorded(Optional<DomainDocument> live) {
        List<ZonedDevice> recorded = new ArrayList<>();
        definition.ifPresent(document -> recorded.addAll(document.devices()));
        live.ifPresent(document -> recorded.addAll(document.devices()));
        return recorded;
    }
}
