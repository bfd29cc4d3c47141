package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.Layout;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlText;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A user's domain document, which zoned devices are added to and taken from.
 *
 * <p>Nothing else in it changes: attaching and then detaching gives the document that came in, to the canonical XML.
 *
 * <p>Not for use by several threads. After an exception of {@link #attach} the document may hold a part of the devices:
 * throw it away.
 */
public final class DomainDocument {
    /** The namespace of the record of zoned devices in {@code <metadata>}, and the prefix that it is written with. */
    public static final String METADATA_NAMESPACE = ZonedMetadata.NAMESPACE;

    public static final String METADATA_PREFIX = ZonedMetadata.PREFIX;

    /**
     * Types of libvirt's other drivers (virDomainVirtType). All others are QEMU's by some accelerator: kvm, qemu, hvf, and
     * what distributions and later versions add; a driver that does not know one refuses it.
     */
    private static final Set<String> TYPES_OF_OTHERS =
            Set.of("", "xen", "lxc", "uml", "openvz", "test", "vmware", "vbox", "phyp", "parallels", "vz", "bhyve");

    /** libvirt finds it by this name (formatdomain, "Channel"). */
    private static final String AGENT_CHANNEL = "org.qemu.guest_agent.0";

    private final Document document;
    private final int length;
    private SourceKeys sourceKeys = SourceKeys.LEXICAL;

    private DomainDocument(Document document, int length) {
        this.document = document;
        this.length = length;
    }

    /**
     * Reads a domain.
     *
     * @throws InvalidDocumentException if it is not well-formed, has a document type declaration, or is something else
     */
    public static DomainDocument parse(String xml) {
        return of(XmlReader.read(xml), xml.length());
    }

    /**
     * Reads a domain from a file or a pipe: in the encoding that its byte-order mark or its declaration says, else in UTF-8.
     *
     * @throws InvalidDocumentException if it is not well-formed, has a document type declaration, or is something else
     */
    public static DomainDocument parse(byte[] xml) {
        return of(XmlReader.read(xml), xml.length);
    }

    private static DomainDocument of(Document document, int length) {
        DomainDocument domain = new DomainDocument(document, length);
        if (!Elements.is(domain.root(), null, "domain")) {
            throw new InvalidDocumentException(
                    "Cannot read the domain document: its root is <"
                            + domain.root().getTagName() + ">"
                            + Optional.ofNullable(domain.root().getNamespaceURI())
                                    .map(namespace -> " of namespace '" + namespace + "'")
                                    .orElse("")
                            + ", expected <domain>.",
                    "Give a libvirt domain, as 'virsh dumpxml' prints it.",
                    null);
        }
        return domain;
    }

    /** The domain's name, empty if it has none. */
    public String name() {
        return Elements.child(root(), "name")
                .map(Element::getTextContent)
                .map(XmlText::strip)
                .orElse("");
    }

    public Optional<UUID> uuid() {
        return Elements.child(root(), "uuid")
                .map(Element::getTextContent)
                .map(XmlText::strip)
                .map(DomainDocument::readUuid);
    }

    /**
     * Gives the domain a UUID; does nothing where it has this one.
     *
     * @throws InvalidDocumentException if it has another
     */
    public void assignUuid(UUID uuid) {
        Optional<UUID> found = uuid();
        if (found.isPresent() && !found.get().equals(uuid)) {
            throw new InvalidDocumentException(
                    "Cannot give domain '" + name() + "' the UUID " + uuid + ": it has " + found.get() + ".",
                    null,
                    null);
        }
        if (found.isEmpty()) {
            Element element = document.createElementNS(null, "uuid");
            element.setTextContent(uuid.toString());
            Layout.insert(root(), element, Elements.child(root(), "name").orElse(null));
        }
    }

    /** The zoned devices that the domain's metadata records, in the order in which they were attached. */
    public List<ZonedDevice> devices() {
        return List.copyOf(metadata().devices());
    }

    /**
     * Adds zoned devices. One that is there already, the same in everything, is left as it is.
     *
     * @param requests what to add
     * @param platform what to render for
     * @return what became of each request, in their order
     * @throws AttachException if the domain cannot take one of them
     */
    public List<Attachment> attach(List<ZonedDevice> requests, Platform platform) {
        return attach(requests, platform, Affect.CONFIG);
    }

    /**
     * The same in either document of a domain. Of the one that its guest runs with, a device that is only recorded, since
     * its plugging in was killed, is added.
     *
     * @param affect which of the domain's documents this is
     */
    public List<Attachment> attach(List<ZonedDevice> requests, Platform platform, Affect affect) {
        return attach(requests, platform, affect, Map.of());
    }

    private List<Attachment> attach(
            List<ZonedDevice> requests, Platform platform, Affect affect, Map<String, PciPlace> wantedPlaces) {
        if (requests.isEmpty()) {
            return List.of();
        }
        requireQemu();
        requireOriginal("attach to", metadata());
        if (affect == Affect.LIVE) {
            removeIncomplete(requests);
        }
        ZonedMetadata metadata = metadata();
        Attacher attacher = new Attacher(this, platform, affect, metadata, wantedPlaces);
        List<Attachment> attachments = new ArrayList<>();
        for (ZonedDevice request : requests) {
            attachments.add(attacher.attach(request));
        }
        if (attachments.stream().anyMatch(Attachment::added)) {
            record(metadata.of(uuid().or(metadata::domainUuid), metadata.devices()));
        }
        return attachments;
    }

    /**
     * Records whose the files are that only QEMU's command line names: libvirt gives them to nobody. Does nothing where
     * there are none.
     *
     * @param owner user and group in the form of libvirt's DAC labels
     */
    public void recordOwner(String owner) {
        ZonedMetadata metadata = metadata();
        ZonedMetadata owned = metadata.ownedBy(owner);
        if (!owned.equals(metadata)) {
            record(owned);
        }
    }

    /**
     * Takes zoned devices away, with the controllers, root ports and containers that nothing else needs.
     *
     * @param wanted names of devices, or what is behind them (a path, a WWPN)
     * @return the devices that went
     * @throws DetachException if one of them is not there
     */
    public List<ZonedDevice> detach(List<String> wanted) {
        ZonedMetadata metadata = metadata();
        Set<ZonedDevice> going = new LinkedHashSet<>();
        for (String device : wanted) {
            going.add(find(metadata, device));
        }
        return remove(metadata, List.copyOf(going));
    }

    /** Takes all zoned devices away. */
    public List<ZonedDevice> detachAll() {
        ZonedMetadata metadata = metadata();
        return remove(metadata, List.copyOf(metadata.devices()));
    }

    /** Whether the domain's zoned devices were made for another, which it is a clone of. */
    public boolean isClone() {
        return isClone(metadata());
    }

    /**
     * Gives a clone devices of its own in the place of those that are its original's; does nothing where it is none.
     *
     * @param platform what to render for
     * @return what became of each device, in their order
     * @throws AttachException if the domain cannot take one of them
     */
    public List<Attachment> rebind(Platform platform) {
        if (!isClone()) {
            return List.of();
        }
        Rebinding rebinding = new Rebinding(this, uuid().orElseThrow());
        List<ZonedDevice> requests = devices().stream().map(rebinding::request).toList();
        detachAll();
        return attach(requests, platform);
    }

    /**
     * Moves emulated namespaces from QEMU's command line to libvirt's own controllers and disks. To the guest they are the
     * same: serial numbers, UUIDs, namespace ids and the slots of their controllers stay. Does nothing where there are none.
     *
     * @param platform what to render for
     * @return what became of each such namespace, in their order
     * @throws AttachException if the platform or the domain cannot take one of them
     */
    public List<Attachment> toNativeNvme(Platform platform) {
        requireOriginal("repair", metadata());
        NativeNvmeMove move = NativeNvmeMove.of(this);
        if (move.namespaces().isEmpty()) {
            return List.of();
        }
        if (platform.lacks(PlatformFeature.NATIVE_NVME)) {
            throw AttachException.noNativeForm(this, platform.lack(PlatformFeature.NATIVE_NVME));
        }
        List<DeviceName> order = devices().stream().map(ZonedDevice::name).toList();
        remove(metadata(), List.copyOf(move.namespaces()));
        List<Attachment> attachments = attach(move.requests(), platform, Affect.CONFIG, move.places());
        ZonedMetadata metadata = metadata();
        metadata.devices().sort(Comparator.comparingInt(device -> order.indexOf(device.name())));
        record(metadata);
        return attachments;
    }

    /**
     * Where the document differs from its record of zoned devices: what is missing, and what was changed.
     *
     * @param platform what the devices were rendered for
     */
    public List<DeviceFault> faults(Platform platform) {
        ZonedMetadata metadata = metadata();
        List<ZonedDevice> devices = distinct(metadata.devices());
        List<DeviceFault> faults = new ArrayList<>(repeated(metadata.devices()));
        if (!devices.isEmpty()) {
            faults.addAll(new Repair(this, platform, containers(metadata), devices).faults());
        }
        return faults;
    }

    /**
     * Writes again what does not stand in the document as the record of its zoned devices says. What is as recorded stays,
     * and so do the places of what is there.
     *
     * @param platform what to render for
     * @return what was wrong; empty where nothing was
     * @throws AttachException if the platform or the domain cannot take a device of which something is missing
     * @throws InvalidDocumentException if the domain is a clone
     */
    public List<DeviceFault> repair(Platform platform) {
        ZonedMetadata metadata = metadata();
        requireOriginal("repair", metadata);
        List<ZonedDevice> devices = distinct(metadata.devices());
        Map<ZonedDevice, List<String>> collisions = placeCollisions();
        List<DeviceFault> faults = new ArrayList<>(faults(platform));
        collisions.forEach((device, reasons) -> reasons.forEach(reason -> faults.add(new DeviceFault(device, reason))));
        if (!faults.isEmpty()) {
            Containers containers = containers(metadata);
            removeColliding(devices, collisions.keySet(), new FragmentEditor(root(), containers));
            new Repair(this, platform, containers, devices).write();
            record(metadata.of(metadata.domainUuid(), new ArrayList<>(devices)));
        }
        return faults;
    }

    /** Removes what stands there for devices whose places others have: they get new ones. */
    private void removeColliding(List<ZonedDevice> devices, Set<ZonedDevice> colliding, FragmentEditor editor) {
        Set<String> identifiers = DeviceIdentifiers.of(colliding);
        // Namespaces go with their controller.
        editor.remove(DeviceIdentifiers.of(devices.stream()
                .filter(device -> !Collections.disjoint(DeviceIdentifiers.of(device), identifiers))
                .toList()));
        UnusedControllers.remove(this, editor);
    }

    /**
     * Gives elements and arguments of recorded devices that have another alias or id their own again: without it they would be
     * taken for devices without a record.
     *
     * @param platform what the devices were rendered for
     * @return what was wrong
     * @throws InvalidDocumentException if the domain is a clone
     */
    public List<DeviceFault> restoreNames(Platform platform) {
        ZonedMetadata metadata = metadata();
        requireOriginal("repair", metadata);
        List<ZonedDevice> devices = distinct(metadata.devices());
        return devices.isEmpty() ? List.of() : new Repair(this, platform, containers(metadata), devices).restoreNames();
    }

    /**
     * What the document has of ours without a record of it, device by device.
     *
     * @param sizes the size in bytes of a namespace on a file, empty where that cannot be found out
     */
    public List<Orphan> orphans(Function<NamespaceFile, OptionalLong> sizes) {
        return new Orphans(this, metadata().devices(), sizes).all();
    }

    /**
     * Records devices whose elements and arguments stand in the document.
     *
     * @param orphans devices of {@link #orphans}
     * @throws InvalidDocumentException if the domain is a clone
     */
    public void adopt(List<ZonedDevice> orphans) {
        ZonedMetadata metadata = metadata();
        requireOriginal("repair", metadata);
        if (!orphans.isEmpty()) {
            List<ZonedDevice> devices = new ArrayList<>(metadata.devices());
            devices.addAll(orphans);
            record(metadata.of(uuid().or(metadata::domainUuid), devices));
        }
    }

    /** Removes what has no record, with the controllers and root ports that nothing else needs. */
    public List<Orphan> removeOrphans() {
        ZonedMetadata metadata = metadata();
        List<Orphan> orphans = orphans(path -> OptionalLong.empty());
        Set<String> identifiers = new HashSet<>();
        orphans.forEach(orphan -> identifiers.addAll(orphan.identifiers()));
        if (!orphans.isEmpty()) {
            FragmentEditor editor = new FragmentEditor(root(), containers(metadata));
            editor.remove(identifiers);
            UnusedControllers.remove(this, editor);
        }
        return orphans;
    }

    private static List<ZonedDevice> distinct(List<ZonedDevice> devices) {
        return devices.stream().distinct().toList();
    }

    private static List<DeviceFault> repeated(List<ZonedDevice> devices) {
        Set<ZonedDevice> seen = new HashSet<>();
        return devices.stream()
                .filter(device -> !seen.add(device))
                .map(device -> new DeviceFault(device, "it is recorded twice"))
                .toList();
    }

    /**
     * The files, disks and volumes that this document names, and what names each: an element, or a zoned device of its
     * metadata, also of metadata that cannot be read.
     *
     * @return descriptions for people, by path in one spelling, or by {@code volume POOL/NAME}
     */
    public Map<String, String> namedSources() {
        Occupied occupied = new Occupied(SourceKeys.LEXICAL);
        ZonedMetadata.find(root()).ifPresent(element -> ZonedMetadata.sources(element)
                .forEach((source, name) -> occupied.hold(source, "device '" + name + "'")));
        occupied.scan(this);
        return occupied.sources();
    }

    /** What the domain's elements and arguments name of its host: what a guest that runs by this document has. */
    public HostReferences hostReferences() {
        Occupied occupied = new Occupied(SourceKeys.LEXICAL);
        occupied.scan(this);
        return HostReferences.of(occupied);
    }

    /**
     * Those of the recorded devices that something is missing of, an element or an argument: libvirt drops in silence
     * what its driver does not know.
     */
    public List<ZonedDevice> incompleteDevices() {
        List<ZonedDevice> devices = metadata().devices();
        Set<String> present = new Conflicts(this, devices).identifiers();
        return devices.stream()
                .filter(device -> DeviceIdentifiers.required(device, MachineBus.of(this)).stream()
                                .anyMatch(identifier -> !present.contains(identifier))
                        || lacksController(device))
                .toList();
    }

    /**
     * The recorded devices whose place on a PCI bus is that of other devices of the domain, too: QEMU refuses to start with them.
     *
     * @return clauses for people, by device
     */
    public Map<ZonedDevice, List<String>> placeCollisions() {
        return Collisions.ofPlaces(this, metadata().devices());
    }

    /**
     * The recorded NVMe namespaces whose serial number or UUID another device of the domain has, too: the guest rejects one of
     * the two.
     *
     * @return clauses for people, by device
     */
    public Map<ZonedDevice, List<String>> identifierCollisions() {
        return Collisions.ofIdentifiers(this, metadata().devices());
    }

    /**
     * Those of the recorded devices whose disk, file or target nothing but their record names, since the domain was edited.
     * Another spelling counts as another name, as it does for the hook: {@code ..} after a symbolic link leads elsewhere.
     */
    public List<ZonedDevice> changedDevices() {
        Occupied named = new Occupied(Set::of);
        named.scan(this);
        return devices().stream()
                .filter(device -> DeviceReferences.of(device).stream().allMatch(name -> named.holder(name) == null))
                .toList();
    }

    /**
     * The aliases of elements, and the ids of arguments, that give the guest a zoned device which the domain's metadata does
     * not record: nothing guards what is behind it.
     */
    public List<String> unrecorded() {
        Set<String> recorded = DeviceIdentifiers.of(metadata().devices());
        Stream<String> aliases = deviceElements().stream()
                .filter(element -> !element.getTagName().equals("controller"))
                .map(element -> Elements.childAttribute(element, "alias", "name"))
                .filter(alias -> alias.startsWith(Alias.PREFIX));
        Stream<String> namespaces = qemuArguments().stream().flatMap(argument -> Alias.namespaceOf(argument).stream());
        return Stream.concat(aliases, namespaces)
                .filter(identifier -> !recorded.contains(identifier))
                .toList();
    }

    /**
     * The record of the zoned devices alone, as libvirt's call for metadata takes it: an element without a namespace.
     *
     * @return empty where there is none
     */
    public Optional<String> record() {
        ZonedMetadata metadata = metadata();
        return metadata.devices().isEmpty()
                ? Optional.empty()
                : Optional.of(XmlWriter.write(metadata.writePlain(document)));
    }

    /**
     * The device elements with an alias that another document of the domain has not: controllers first. Without root
     * ports, which no guest that runs can get or give up.
     */
    public List<DeviceElement> pluggableNotIn(DomainDocument other) {
        Set<String> known = other.aliases();
        return deviceElements().stream()
                .filter(element -> !element.getAttribute("type").equals("pci"))
                .map(DomainDocument::deviceElement)
                .filter(element -> !element.alias().isEmpty() && !known.contains(element.alias()))
                .sorted(Comparator.comparing(element -> !element.controller()))
                .toList();
    }

    /** The aliases of the device elements. */
    public Set<String> aliases() {
        return deviceElements().stream()
                .map(element -> Elements.childAttribute(element, "alias", "name"))
                .collect(Collectors.toSet());
    }

    /** The document as text; where it had an XML declaration, with one that says UTF-8. */
    public String toXml() {
        return XmlWriter.write(document, length + 1024);
    }

    /** The user and group that the domain's own label gives its QEMU: {@code <seclabel type='static' model='dac'>}. */
    public Optional<String> dacLabel() {
        return Elements.children(root(), "seclabel").stream()
                .filter(label -> label.getAttribute("type").equals("static")
                        && label.getAttribute("model").equals("dac"))
                .flatMap(label -> Elements.child(label, "label").stream())
                .map(label -> XmlText.strip(label.getTextContent()))
                .findFirst();
    }

    /** Where a device, or the target that it is a LUN of, is on the PCI buses; empty where that is not in the document. */
    public Optional<PciRoute> pciRoute(ZonedDevice device) {
        return PciRoutes.of(this, controllerAlias(device));
    }

    /** The same on the channel subsystem, of a machine whose virtio devices are there: s390x. */
    public Optional<ChannelAddress> channelAddress(ZonedDevice device) {
        return ChannelAddress.of(this, controllerAlias(device));
    }

    private static String controllerAlias(ZonedDevice device) {
        return Alias.device(device instanceof VhostScsiDevice vhost ? vhost.target() : device.name());
    }

    /** The WWN of an emulated ZBC disk, which follows from the unit serial of its backstore: {@code 0x6001405…}. */
    public static String lioDiskWwn(UUID unitSerial) {
        return DomainIdentity.lioDiskWwn(unitSerial);
    }

    /** Of a live document: libvirt says there whether the guest has opened the agent's channel. */
    public AgentChannelState agentChannel() {
        return deviceElements("channel").stream()
                .flatMap(channel -> Elements.child(channel, "target").stream())
                .filter(target -> target.getAttribute("name").equals(AGENT_CHANNEL))
                .findFirst()
                .map(target -> target.getAttribute("state").equals("disconnected")
                        ? AgentChannelState.DISCONNECTED
                        : AgentChannelState.CONNECTED)
                .orElse(AgentChannelState.ABSENT);
    }

    /** The files that the domain cannot start without: what it boots, and its disks. */
    public List<NamedFile> startFiles() {
        List<NamedFile> files = new ArrayList<>();
        for (Element os : Elements.children(root(), "os")) {
            for (String use : List.of("loader", "kernel", "initrd", "dtb")) {
                Elements.children(os, use)
                        .forEach(element ->
                                add(files, use, element.getTextContent().strip()));
            }
        }
        for (Element disk : deviceElements("disk")) {
            String use = disk.getAttribute("device").equals("cdrom") ? "CD-ROM image" : "disk";
            add(files, use, Elements.childAttribute(disk, "source", "file"));
            add(files, use, Elements.childAttribute(disk, "source", "dev"));
        }
        return files;
    }

    /** A loader may be a word of libvirt's, too. */
    private static void add(List<NamedFile> files, String use, String path) {
        if (path.startsWith("/")) {
            files.add(new NamedFile(use, path));
        }
    }

    /** QEMU's program, where the domain names one. */
    public Optional<String> emulator() {
        return deviceElements("emulator").stream()
                .findFirst()
                .map(emulator -> XmlText.strip(emulator.getTextContent()))
                .filter(path -> !path.isEmpty());
    }

    /**
     * Has devices that are attached compared with what the document names by what is behind the names, as a host knows it,
     * and not by the names alone.
     */
    public void compareSourcesBy(SourceKeys keys) {
        sourceKeys = keys;
    }

    SourceKeys sourceKeys() {
        return sourceKeys;
    }

    /** Removes all devices but the emulator and the root buses, and all arguments and overrides. */
    void clear() {
        deviceElements().stream()
                .filter(device -> !device.getTagName().equals("emulator")
                        && !device.getAttribute("model").endsWith("-root"))
                .forEach(Layout::remove);
        Containers.argumentsIn(root()).forEach(Layout::remove);
        Containers.overridesIn(root()).forEach(Layout::remove);
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** What runs it: {@code kvm}, {@code qemu} or {@code hvf}, where it is QEMU's. */
    public String type() {
        return root().getAttribute("type");
    }

    /** Its virtual processors at most; empty where the document does not say it. */
    public OptionalInt vcpus() {
        int vcpus = Elements.child(root(), "vcpu")
                .map(vcpu -> Elements.number(vcpu.getTextContent().strip()))
                .orElse(-1);
        return vcpus > 0 ? OptionalInt.of(vcpus) : OptionalInt.empty();
    }

    /** The machine's name, empty where the document leaves it to libvirt. */
    public String machine() {
        return osType().map(type -> type.getAttribute("machine")).orElse("");
    }

    /** The architecture's name, empty where the document leaves it to libvirt. */
    public String architecture() {
        return osType().map(type -> type.getAttribute("arch")).orElse("");
    }

    DomainIdentity identity() {
        return new DomainIdentity(name(), uuid());
    }

    List<Element> deviceElements() {
        return Containers.devicesIn(root());
    }

    List<Element> deviceElements(String name) {
        return deviceElements().stream()
                .filter(element -> Elements.is(element, null, name))
                .toList();
    }

    /** The values of the arguments for QEMU's command line, options and what follows them alike. */
    List<String> qemuArguments() {
        return Containers.argumentsIn(root()).stream()
                .map(argument -> argument.getAttribute("value"))
                .toList();
    }

    /** The devices that arguments of QEMU's command line add. */
    List<ArgumentProperties> qemuDevices() {
        List<ArgumentProperties> devices = new ArrayList<>();
        String option = "";
        for (String argument : qemuArguments()) {
            if (option.equals("-device") || option.equals("--device")) {
                devices.add(ArgumentProperties.of(argument));
            }
            option = argument;
        }
        return devices;
    }

    /** The aliases whose QEMU devices properties are set of. */
    List<String> overriddenAliases() {
        return overrides().stream().map(device -> device.getAttribute("alias")).toList();
    }

    /** The devices in {@code <qemu:override>}. */
    List<Element> overrides() {
        return Containers.overridesIn(root());
    }

    private static DeviceElement deviceElement(Element element) {
        return new DeviceElement(
                Elements.childAttribute(element, "alias", "name"),
                XmlWriter.write(element),
                element.getTagName().equals("controller"));
    }

    /** The aliases that libvirt gives to NVMe controllers without one of the user's: {@code nvme0}. */
    Set<String> defaultControllerAliases() {
        return deviceElements("controller").stream()
                .filter(controller -> controller.getAttribute("type").equals("nvme"))
                .filter(controller ->
                        !Elements.childAttribute(controller, "alias", "name").startsWith("ua-"))
                .map(controller -> "nvme" + Math.max(0, Elements.number(controller.getAttribute("index"))))
                .collect(Collectors.toSet());
    }

    /**
     * Whether a SCSI disk is on a controller that is not there, of which libvirt would add another model; or an NVMe controller of
     * QEMU's command line on a PCI bus that is not.
     */
    private boolean lacksController(ZonedDevice device) {
        if (device instanceof NvmeZnsDevice namespace && namespace.rendering() == NvmeRendering.COMMAND_LINE) {
            String id = Alias.qemuController(namespace.controller().name());
            return MachineBus.of(this)
                    .filter(root ->
                            !PciTopology.of(this, root).placesOfArguments().containsKey(id))
                    .isPresent();
        }
        return device instanceof VirtioScsiDevice
                && deviceElements().stream()
                        .filter(element -> Elements.childAttribute(element, "alias", "name")
                                .equals(Alias.device(device.name())))
                        .anyMatch(element -> deviceElements("controller").stream()
                                .noneMatch(controller -> DrivePlaces.isOn(element, controller)));
    }

    /**
     * Gives another alias to a controller or port that has lost its device: the same device again comes after all others, and has
     * one of its own. Its serial number is free for others, too.
     */
    private void setAside(Element controller) {
        String alias = Elements.childAttribute(controller, "alias", "name");
        String ending = alias.substring(alias.lastIndexOf('-'));
        Set<String> aliases = aliases();
        int number = 1;
        while (aliases.contains(Alias.spare(number, ending))) {
            number++;
        }
        String spare = Alias.spare(number, ending);
        Elements.child(controller, "alias").orElseThrow().setAttribute("name", spare);
        Elements.child(controller, "serial")
                .ifPresent(serial -> serial.setTextContent(spare.substring("ua-".length())));
        overrides().stream()
                .filter(override -> override.getAttribute("alias").equals(alias))
                .forEach(override -> override.setAttribute("alias", spare));
        if (ending.equals(Alias.CONTROLLER_ENDING)) {
            deviceElements("controller").stream()
                    .filter(port ->
                            Elements.childAttribute(port, "alias", "name").equals(Alias.portOfController(alias)))
                    .forEach(this::setAside);
        }
    }

    private Set<String> controllerAliases() {
        return deviceElements("controller").stream()
                .map(controller -> Elements.childAttribute(controller, "alias", "name"))
                .collect(Collectors.toSet());
    }

    private void removeIncomplete(List<ZonedDevice> requests) {
        Set<DeviceName> names = requests.stream().map(ZonedDevice::name).collect(Collectors.toSet());
        List<ZonedDevice> incomplete = incompleteDevices();
        ZonedMetadata metadata = metadata();
        remove(
                metadata,
                metadata.devices().stream()
                        .filter(device -> names.contains(device.name()) && incomplete.contains(device))
                        .toList());
    }

    private List<ZonedDevice> remove(ZonedMetadata metadata, List<ZonedDevice> going) {
        if (going.isEmpty()) {
            return going;
        }
        metadata.devices().removeAll(Set.copyOf(going));
        Set<String> used = DeviceIdentifiers.of(metadata.devices());
        Set<String> identifiers = new HashSet<>(DeviceIdentifiers.of(going));
        identifiers.removeAll(used);
        identifiers.removeAll(controllerAliases());
        FragmentEditor editor = new FragmentEditor(root(), containers(metadata));
        editor.remove(identifiers);
        // What goes may have been on another controller: that goes next.
        UnusedControllers.remove(this, editor);
        UnusedControllers.vacant(this).forEach(this::setAside);
        record(metadata.of(metadata.domainUuid(), metadata.devices()));
        return going;
    }

    /**
     * One of the recorded devices.
     *
     * @param wanted its name, or what is behind it (a path, a WWPN)
     * @throws DetachException if it is not there
     */
    public ZonedDevice device(String wanted) {
        return find(metadata(), wanted);
    }

    private static ZonedDevice matching(ZonedMetadata metadata, String wanted) {
        for (ZonedDevice device : metadata.devices()) {
            if (device.name().text().equals(wanted)) {
                return device;
            }
        }
        for (ZonedDevice device : metadata.devices()) {
            if (device.source().equals(wanted)
                    || (wanted.startsWith("/") && device.source().equals(SourcePath.normalize(wanted)))) {
                return device;
            }
        }
        return null;
    }

    private ZonedDevice find(ZonedMetadata metadata, String wanted) {
        ZonedDevice found = matching(metadata, wanted);
        if (found == null) {
            throw new DetachException(wanted, this);
        }
        return found;
    }

    private ZonedMetadata metadata() {
        ZonedMetadata.requireSingle(root(), name());
        return ZonedMetadata.find(root())
                .map(element -> ZonedMetadata.read(element, name()))
                .orElseGet(() -> ZonedMetadata.none(uuid()));
    }

    /** Puts the record in the place of the one that is there. */
    private void record(ZonedMetadata metadata) {
        ZonedMetadata.find(root()).ifPresent(Layout::remove);
        Containers containers = containers(metadata);
        if (metadata.devices().isEmpty()) {
            containers.removeEmptyBut(null);
            return;
        }
        Element container = containers.metadata();
        containers.removeEmptyBut(container);
        Layout.append(container, metadata.write(document));
    }

    private Containers containers(ZonedMetadata metadata) {
        return new Containers(root(), metadata.created());
    }

    private void requireQemu() {
        if (TYPES_OF_OTHERS.contains(type())) {
            throw new InvalidDocumentException(
                    "Cannot attach to domain '" + name() + "': its type is '" + type()
                            + "', expected one of QEMU's: 'kvm', 'qemu' or 'hvf'.",
                    null,
                    null);
        }
    }

    private boolean isClone(ZonedMetadata metadata) {
        return metadata.domainUuid().isPresent()
                && uuid().isPresent()
                && !metadata.domainUuid().equals(uuid());
    }

    private void requireOriginal(String act, ZonedMetadata metadata) {
        if (isClone(metadata)) {
            throw new InvalidDocumentException(
                    "Cannot " + act + " domain '" + name()
                            + "': it is a clone, its zoned devices were made for the domain of UUID "
                            + metadata.domainUuid().get() + ".",
                    "Give it targets and files of its own: "
                            + ShellCommand.of("virt-zoned", "repair", "--rebind", name()),
                    null);
        }
    }

    private Optional<Element> osType() {
        return Elements.child(root(), "os").flatMap(os -> Elements.child(os, "type"));
    }

    private static UUID readUuid(String text) {
        String digits = text.replace("-", "");
        try {
            if (digits.length() == 32) {
                return new UUID(
                        Long.parseUnsignedLong(digits.substring(0, 16), 16),
                        Long.parseUnsignedLong(digits.substring(16), 16));
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new InvalidDocumentException(
                "Cannot read the domain document: its <uuid> is '" + text + "', expected 32 hex digits.", null, null);
    }
}
