package org.virtzoned;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.virtzoned.device.DeviceJson;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.SourcePaths;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DetachException;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.InvalidDocumentException;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.guest.GuestVerification;
import org.virtzoned.host.HostCheck;
import org.virtzoned.host.ZonedBlockDevice;
import org.virtzoned.host.ZonedNode;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.linux.ZoneReader;
import org.virtzoned.template.Profiles;
import org.virtzoned.template.Templates;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReadProgress;

/**
 * Zoned block devices for libvirt guests.
 *
 * <p>The static methods are pure: devices of their words, documents of documents. An instance is a connection to libvirt
 * that looks up, changes and defines domains; close it. All failures are {@link
 * org.virtzoned.error.VirtZonedException}s, which say the act, the object, what was found and what was expected, and a
 * remedy. Sizes are in bytes unless a name says otherwise.
 *
 * <p>A domain document with an emulated namespace more:
 *
 * <pre>{@code
 * ZonedDevice namespace = VirtZoned.device(Way.NVME_ZNS, "/srv/z.raw,size=1G,zone-size=16M,zone-capacity=12M");
 * String changed = VirtZoned.attachTo(document, List.of(namespace), Platform.ANY);
 * }</pre>
 *
 * <p>The same in a domain of libvirt's, with the backing file made:
 *
 * <pre>{@code
 * ZonedDevice namespace = VirtZoned.device(Way.NVME_ZNS, "z.raw,size=1G,zone-size=16M,zone-capacity=12M");
 * try (VirtZoned virtZoned = VirtZoned.connect("qemu:///system")) {
 *     DomainChange change = virtZoned.attach("guest", List.of(namespace));
 *     System.out.println(change.after());
 *     change.apply();
 * }
 * }</pre>
 */
public final class VirtZoned implements AutoCloseable {
    /** For all that is asked of a guest before its zones, whose reading has a limit for each piece. */
    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(60);

    private static final String DEVICES = "the devices";

    private final LibvirtConnection connection;
    private final LioHost lio;

    private VirtZoned(LibvirtConnection connection) {
        this(connection, LioHost.ofThisProcess());
    }

    VirtZoned(LibvirtConnection connection, LioHost lio) {
        this.connection = connection;
        this.lio = lio;
    }

    /** Connects to the libvirt that libvirt itself chooses: its configuration, {@code LIBVIRT_DEFAULT_URI}, the user. */
    public static VirtZoned connect() {
        return new VirtZoned(LibvirtConnection.open(Optional.empty()));
    }

    /** Connects to the libvirt of a URI, such as {@code qemu:///system}. */
    public static VirtZoned connect(String uri) {
        return new VirtZoned(LibvirtConnection.open(Optional.of(uri)));
    }

    /**
     * A device of the words of its command line option. The file of a namespace that is given as a bare name is in
     * {@code /var/lib/libvirt/zoned/nvme}, that of an emulated ZBC disk in {@code /var/lib/libvirt/zoned}. Another
     * relative path, such as {@code ./zns0.raw}, is relative to this process' working directory.
     *
     * @param words {@code FIRST,word=value,…}; sizes with a unit ({@code 64M}), as {@code virt-zoned attach --help} says
     * @throws InvalidDeviceException if they cannot be read, or a value is wrong
     */
    public static ZonedDevice device(Way way, String words) {
        return localReader(BackingFolders.SYSTEM).fromOption(way, words);
    }

    /**
     * Devices of a JSON list, the form of {@code --devices}.
     *
     * @throws InvalidDeviceException if it cannot be read, or a value is wrong
     */
    public static List<ZonedDevice> devices(String json) {
        return devices(json, DEVICES);
    }

    /**
     * The same.
     *
     * @param document what the list is read from, for messages, such as a file's name
     */
    public static List<ZonedDevice> devices(String json, String document) {
        return new DeviceJson(localReader(BackingFolders.SYSTEM), document).read(json);
    }

    /**
     * A domain document with devices added, and nothing else changed.
     *
     * @param xml a libvirt domain
     * @param platform what to render for; {@link Platform#ANY} for the form that every version takes
     * @throws org.virtzoned.error.VirtZonedException if the document is none, or cannot take a device
     */
    public static String attachTo(String xml, List<ZonedDevice> devices, Platform platform) {
        DomainDocument document = DomainDocument.parse(xml);
        document.attach(devices, platform);
        return document.toXml();
    }

    /**
     * A domain document with devices taken away, and nothing else changed.
     *
     * @param devices names of devices, or what is behind them
     * @throws org.virtzoned.error.VirtZonedException if one of them is not there
     */
    public static String detachFrom(String xml, List<String> devices) {
        DomainDocument document = DomainDocument.parse(xml);
        document.detach(devices);
        return document.toXml();
    }

    /** The zoned devices that a domain document records. */
    public static List<ZonedDevice> devicesOf(String xml) {
        return DomainDocument.parse(xml).devices();
    }

    /**
     * The zoned block devices of this host, without libvirt: which of them running domains have, only LIO's backstores
     * tell. Some uses are seen by root only.
     */
    public static List<ZonedBlockDevice> localDevices() {
        return HostLook.reader().all(List.of());
    }

    /**
     * Looks whether a host can do ways of attaching: this one, with the libvirt that libvirt itself chooses. A libvirt that
     * cannot be connected to is a check that fails, and the others are made all the same. Nothing is changed.
     *
     * @return in order: what all ways need, then way by way
     */
    public static List<WayCheck> checkHost(Set<CheckedWay> ways) {
        return HostChecks.of(Optional.empty(), false).all(ways);
    }

    /** The same with the libvirt of a URI. Of another host only what libvirt says is known. */
    public static List<WayCheck> checkHost(String uri, Set<CheckedWay> ways) {
        return HostChecks.of(Optional.of(uri), false).all(ways);
    }

    /**
     * The same, connecting read-only: for one who may not change domains.
     *
     * @param uri empty for the one that libvirt itself chooses
     */
    public static List<WayCheck> checkHostReadOnly(Optional<String> uri, Set<CheckedWay> ways) {
        return HostChecks.of(uri, true).all(ways);
    }

    /**
     * The zones of a block device of this host. It takes the rights to open the device for reading: mostly root's.
     *
     * @param device its node, a link to that, or the SCSI generic node ({@code /dev/sgN}) of the same disk
     * @param progress is told how far it is; {@link ReadProgress#NONE} where nobody wants to know
     * @throws VirtZonedException if it is no zoned block device, or cannot be read
     */
    public static DeviceZones zones(String device, ReadProgress progress) {
        ZonedNode node = ZonedNode.find(device);
        return new DeviceZones(node.device(), ZoneReader.read(node.path().toString(), progress));
    }

    /**
     * Connects read-only, as {@code virsh --readonly} does: domains can be listed, and no change can be made.
     *
     * @param uri empty for the one that libvirt itself chooses
     */
    public static VirtZoned connectReadOnly(Optional<String> uri) {
        return new VirtZoned(LibvirtConnection.open(uri, true));
    }

    /** The connection's URI, as libvirt says it. */
    public String uri() {
        return connection.uri();
    }

    /** Whether guests run as the user who asks. */
    public boolean isSession() {
        return connection.isSession();
    }

    /** The versions of QEMU and libvirt. */
    public Platform platform() {
        return connection.platform();
    }

    /**
     * A device of the words of its command line option, as {@link #device}; but the file of a namespace that is given as
     * a bare name is in the folder for this connection, and another relative path is refused where the guests are on
     * another host.
     *
     * @throws InvalidDeviceException if they cannot be read, or a value is wrong
     */
    public ZonedDevice deviceHere(Way way, String words) {
        return readerHere().fromOption(way, words);
    }

    /**
     * Devices of a JSON list, as {@link #devices}, with relative paths as for {@link #deviceHere}.
     *
     * @throws InvalidDeviceException if it cannot be read, or a value is wrong
     */
    public List<ZonedDevice> devicesHere(String json) {
        return devicesHere(json, DEVICES);
    }

    /**
     * The same.
     *
     * @param document what the list is read from, for messages, such as a file's name
     */
    public List<ZonedDevice> devicesHere(String json, String document) {
        return new DeviceJson(readerHere(), document).read(json);
    }

    /**
     * Makes out the attaching of devices to a domain's definition, for its next start.
     *
     * <p>Backing files of emulated namespaces that are absent are made when the change is applied; one that is there and
     * is not recorded as the domain's is refused.
     *
     * @param domain its name, UUID or id
     */
    public DomainChange attach(String domain, List<ZonedDevice> devices) {
        return attach(domain, devices, Set.of(Affect.CONFIG));
    }

    /**
     * The same, or the plugging of devices into the domain's guest, or both. A guest gets them as root on its own host,
     * where the hook is installed: each is looked at and prepared as at a start.
     *
     * @param domain its name, UUID or id
     * @param affected what the devices are attached to; not empty
     */
    public DomainChange attach(String domain, List<ZonedDevice> devices, Set<Affect> affected) {
        return new Attaching(connection, lio, definition("attach to", domain, affected), affected).change(devices);
    }

    /**
     * Makes out the detaching of devices from a domain's definition, for its next start. No file is deleted.
     *
     * @param domain its name, UUID or id
     * @param devices names of devices, or what is behind them
     */
    public DomainChange detach(String domain, List<String> devices) {
        return detach(domain, devices, Set.of(Affect.CONFIG));
    }

    /**
     * The same, or the unplugging of devices from the domain's guest, or both.
     *
     * @param domain its name, UUID or id
     * @param devices names of devices, or what is behind them
     * @param affected what the devices are detached from; not empty
     */
    public DomainChange detach(String domain, List<String> devices, Set<Affect> affected) {
        NamedDevices named = new NamedDevices(pathsHere(), connection.isLocal());
        return detach(domain, affected, document -> named.names(document.devices(), devices));
    }

    /**
     * Plans the detaching of all zoned devices.
     *
     * @param domain its name, UUID or id
     * @param affected what the devices are detached from; not empty
     */
    public DomainChange detachAll(String domain, Set<Affect> affected) {
        return detach(domain, affected, document -> document.devices().stream()
                .map(device -> device.name().text())
                .toList());
    }

    private DomainChange detach(String domain, Set<Affect> affected, Function<DomainDocument, List<String>> devices) {
        DomainDefinition definition = definition("detach from", domain, affected);
        DomainDocument document = DomainDocument.parse(definition.xml());
        Optional<DefinitionChange> config = Optional.empty();
        if (affected.contains(Affect.CONFIG)) {
            List<ZonedDevice> detached = document.detach(devices.apply(document));
            config = Optional.of(
                    new DefinitionChange(connection, Optional.of(definition), document, List.of(), detached));
        }
        Optional<LiveChange> live = Optional.empty();
        if (affected.contains(Affect.LIVE)) {
            HotPlug hotPlug = new HotPlug(connection, lio, "detach from", definition);
            live = Optional.of(unplugging(hotPlug, DomainDocument.parse(definition.xml()), devices));
            hotPlug.requireReady();
        }
        return new DomainChange(connection, document, definition.active(), config, live, List.of(), List.of());
    }

    /** @param definition the domain's, which can have a device that the guest does not */
    private LiveChange unplugging(
            HotPlug hotPlug, DomainDocument definition, Function<DomainDocument, List<String>> devices) {
        try {
            return LiveChange.detaching(
                    hotPlug.guest(),
                    lio.program(),
                    hotPlug.liveXml(),
                    devices.apply(DomainDocument.parse(hotPlug.liveXml())));
        } catch (DetachException e) {
            try {
                devices.apply(definition).forEach(definition::device);
            } catch (DetachException alsoMissing) {
                throw e;
            }
            throw new VirtZonedException(e.code(), e.getMessage(), "Its definition has it: leave out --live.");
        }
    }

    /**
     * Makes out that a clone gets targets and files of its own in the place of its original's. The files are new and
     * empty. A change of nothing where it is no clone.
     *
     * @param domain its name, UUID or id
     */
    public DomainChange rebind(String domain) {
        DomainDefinition definition = persistent("rebind", domain);
        DomainDocument document = DomainDocument.parse(definition.xml());
        if (!document.isClone()) {
            requireHealthy(document);
        }
        List<ZonedDevice> originals = document.devices();
        List<Attachment> attachments = document.rebind(connection.platform());
        List<ZonedDevice> own = attachments.stream().map(Attachment::device).toList();
        RequestPreparation preparation = new RequestPreparation(connection, lio, document, false, List.of());
        if (!own.isEmpty()) {
            preparation.owner(document).ifPresent(document::recordOwner);
        }
        List<NewFile> files = preparation.files(document, own, attachments);
        List<String> notices = new ArrayList<>(preparation.notices());
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).backingFile().isPresent()) {
                notices.add(own.get(i).name() + " is empty: nothing of "
                        + originals.get(i).source() + " was copied.");
            }
        }
        HookVerdict verdict = HookVerdict.of(connection, lio, document, true, files);
        verdict.requireAccepted(attachments);
        notices.addAll(verdict.notices(attachments));
        DefinitionChange change =
                new DefinitionChange(connection, Optional.of(definition), document, attachments, List.of());
        return new DomainChange(
                connection, document, definition.active(), Optional.of(change), Optional.empty(), files, notices);
    }

    /**
     * Plans the repair of a domain's zoned devices: what does not stand in its definition as recorded is written again from
     * the record, what stands there without a record is recorded, and absent files of zoned namespaces, which are empty
     * after every start, are created.
     *
     * @param domain its name, UUID or id
     * @param orphans what becomes of what has no record
     * @throws VirtZonedException if the domain is a clone, or its record cannot be read
     */
    public DomainRepair repair(String domain, OrphanHandling orphans) {
        return new Repairing(connection, lio, persistent("repair", domain), orphans).plan();
    }

    /**
     * Makes out that emulated namespaces move from QEMU's command line to libvirt's own controllers and disks, which libvirt
     * keeps from other guests. The guest has the same disks. A change of nothing where there are none.
     *
     * @param domain its name, UUID or id
     * @throws VirtZonedException if libvirt has no such disks
     */
    public DomainChange toNativeNvme(String domain) {
        DomainDefinition definition = persistent("repair", domain);
        DomainDocument document = DomainDocument.parse(definition.xml());
        List<Attachment> attachments = document.toNativeNvme(connection.platform());
        DefinitionChange change =
                new DefinitionChange(connection, Optional.of(definition), document, attachments, List.of());
        return new DomainChange(
                connection, document, definition.active(), Optional.of(change), Optional.empty(), List.of(), List.of());
    }

    /**
     * Plans a new domain.
     *
     * @param name its name
     * @param template the name of a template
     * @param parameters values for the template's parameters; {@code type} is {@code kvm} where libvirt offers it
     * @throws VirtZonedException if libvirt would not take it, or a file that it cannot start without is not there
     */
    public DomainChange create(
            String name, String template, Map<String, String> parameters, List<ZonedDevice> devices) {
        return new Creation(connection, lio, name).change(new Templates().get(template), parameters, devices);
    }

    /** Starts a domain. */
    public void start(String domain) {
        DomainDefinition definition = connection.domain(domain);
        connection.start(definition.name(), definition.uuid());
    }

    /** The domains that have zoned devices, by their names, and those devices; or what is wrong with a domain's record of them. */
    public List<DomainDevices> list() {
        return connection.domains().stream()
                .map(VirtZoned::devicesOrProblem)
                .filter(domain -> !domain.all().isEmpty() || domain.problem().isPresent())
                .sorted(Comparator.comparing(DomainDevices::domain))
                .toList();
    }

    /**
     * The zoned devices of one domain.
     *
     * @throws org.virtzoned.error.VirtZonedException if its record of them cannot be read
     */
    public DomainDevices list(String domain) {
        return devices(connection.domain(domain));
    }

    /**
     * The zoned block devices of the connection's host, with those that running domains have. Of a host that is not this
     * one, libvirt tells of host-managed SCSI disks only, and little of them.
     */
    public HostDevices hostDevices() {
        return HostLook.look(connection, HostLook.reader());
    }

    /**
     * Which devices of domains are live on this host. The hook's program is asked where it is installed, and one of the
     * domains runs with devices on this host's system.
     */
    public OnHost onHost(List<DomainDevices> domains) {
        boolean running = domains.stream()
                .anyMatch(domain -> domain.active() && !domain.all().isEmpty());
        if (!running
                || !connection.isLocal()
                || connection.isSession()
                || !lio.program().isInstalled()) {
            return OnHost.notAsked();
        }
        try {
            return OnHost.of(lio.program().show());
        } catch (VirtZonedException e) {
            return OnHost.unknown(e.getMessage());
        }
    }

    /**
     * Looks at what stands in a domain, and at what of this host it names.
     *
     * @param domain its name, UUID or id
     * <p>As root, on the domain's own host, the hook's program is asked what it would refuse.
     *
     * @return none for a domain without zoned devices
     */
    public List<HostCheck> check(String domain) {
        DomainDefinition definition = connection.domain(domain);
        DomainDevices devices;
        try {
            devices = devices(definition);
        } catch (InvalidDocumentException e) {
            return List.of(new HostCheck(
                    "for the record of its zoned devices",
                    HostCheck.Result.FAIL,
                    Optional.of(HookVerdict.phrase(e.getMessage())),
                    e.remedy().map(HookVerdict::phrase)));
        }
        HookVerdict verdict = HookVerdict.of(
                connection, lio, DomainDocument.parse(definition.xml()), definition.persistent(), List.of());
        return new DomainChecks(connection, lio, definition, devices, onHost(List.of(devices)), verdict).all();
    }

    /**
     * Asks a running guest, by its agent, which zoned disks it has, and compares them with what was asked for, or with what
     * the host's disks are.
     *
     * @param domain its name, UUID or id
     * @param limit how long the guest may take to answer it all
     * @throws org.virtzoned.guest.AgentException if it has no agent, or the agent does not answer
     * @throws ChangeException if the guest does not run
     */
    public GuestVerification verify(String domain, Duration limit) {
        return new GuestQuestions(connection, "verify", connection.domain(domain)).verify(limit);
    }

    /**
     * Reads the zones of a device as its guest has them, by the guest's agent and its program {@code blkzone}.
     *
     * @param domain its name, UUID or id
     * @param device the device's name, or the guest's name of a disk ({@code nvme0n1})
     * @param progress is told how far it has come
     * @throws org.virtzoned.guest.AgentException if the guest cannot say them
     * @throws ChangeException if the guest does not run, or has no such device
     */
    public DeviceZones guestZones(String domain, String device, ReadProgress progress) {
        return new GuestQuestions(connection, "read zones in", connection.domain(domain))
                .zones(device, FIRST_ANSWERS, progress);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** The domain that a change is for; one whose definition is changed has one. */
    private DomainDefinition definition(String act, String domain, Set<Affect> affected) {
        return affected.contains(Affect.CONFIG) ? persistent(act, domain) : connection.domain(domain);
    }

    /** Refuses a domain that is not a clone but has lost elements or its record: there is something to do. */
    private void requireHealthy(DomainDocument document) {
        Optional<String> fault = document.faults(platform()).stream()
                .findFirst()
                .map(found -> "of device '" + found.device().name() + "' " + found.description())
                .or(() -> document.orphans(path -> OptionalLong.empty()).stream()
                        .findFirst()
                        .map(orphan -> "its device '" + orphan.name() + "' has no record"));
        fault.ifPresent(found -> {
            throw new ChangeException(
                    "Cannot rebind domain '" + document.name() + "': it is not a clone, but " + found + ".",
                    "Run: " + ShellCommand.of("virt-zoned", "repair", document.name()));
        });
    }

    private DomainDefinition persistent(String act, String domain) {
        DomainDefinition definition = connection.domain(domain);
        if (!definition.persistent()) {
            throw new ChangeException(
                    "Cannot " + act + " domain '" + definition.name() + "': it is transient, it has no definition.",
                    "Define it first: virsh dumpxml " + ShellCommand.quote(definition.name())
                            + " > domain.xml; virsh define domain.xml");
        }
        return definition;
    }

    /** libvirt says of a transient domain's guest what it runs with where it is asked for a definition. */
    private static DomainDevices devices(DomainDefinition definition) {
        return new DomainDevices(
                definition.uuid(),
                definition.name(),
                definition.state(),
                definition.persistent() ? DomainDocument.parse(definition.xml()).devices() : List.of(),
                definition
                        .liveXml()
                        .map(xml -> DomainDocument.parse(xml).devices())
                        .orElse(List.of()),
                Optional.empty());
    }

    /** One domain's record, edited by hand or of another version, is in no other's way. */
    private static DomainDevices devicesOrProblem(DomainDefinition definition) {
        try {
            DomainDevices devices = devices(definition);
            List<String> unrecorded = DomainDocument.parse(definition.xml()).unrecorded();
            return unrecorded.isEmpty()
                    ? devices
                    : devices.withProblem("Domain '" + definition.name()
                            + "' has zoned devices that its metadata do not record: "
                            + String.join(", ", unrecorded) + ". Run: "
                            + ShellCommand.of("virt-zoned", "repair", definition.name()));
        } catch (InvalidDocumentException e) {
            return new DomainDevices(
                    definition.uuid(),
                    definition.name(),
                    definition.state(),
                    List.of(),
                    List.of(),
                    Optional.of(e.getMessage()
                            + e.remedy().map(remedy -> " " + remedy).orElse("")));
        }
    }

    private DeviceReader readerHere() {
        return reader(pathsHere());
    }

    private SourcePaths pathsHere() {
        String folder = BackingFolders.of(connection);
        return connection.isLocal() ? localPaths(folder) : SourcePaths.of(folder, BackingFolders.ZBC);
    }

    private static DeviceReader localReader(String nvmeFolder) {
        return reader(localPaths(nvmeFolder));
    }

    private static SourcePaths localPaths(String nvmeFolder) {
        return SourcePaths.of(nvmeFolder, BackingFolders.ZBC).relativeTo(System.getProperty("user.dir"));
    }

    private static DeviceReader reader(SourcePaths paths) {
        return new DeviceReader(new Profiles()::get, paths);
    }
}
