package org.virtzoned.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.libvirt.Domain;
import org.libvirt.DomainInfo;
import org.libvirt.LibvirtException;
import org.virtzoned.domainxml.DeviceElement;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.DomainState;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.domainxml.Version;
import org.virtzoned.guest.AgentChannel;

/**
 * A connection to libvirt. Every method throws {@link LibvirtFailure} with the act, the object and libvirt's own words
 * when libvirt refuses.
 */
public final class LibvirtConnection implements AutoCloseable {
    /** VIR_DOMAIN_XML_SECURE and VIR_DOMAIN_XML_INACTIVE, libvirt-domain.h: with passwords, else they are lost. */
    private static final int XML_SECURE_INACTIVE = 1 | 2;

    /** Passwords are not for read-only connections. */
    private static final int XML_INACTIVE = 2;

    private static final int XML_LIVE = 0;

    private static final int ALL_DOMAINS = 0;

    /** VIR_DOMAIN_AFFECT_LIVE, libvirt-domain.h. */
    private static final int AFFECT_LIVE = 1;

    /** VIR_DOMAIN_METADATA_ELEMENT, libvirt-domain.h. */
    private static final int METADATA_ELEMENT = 2;

    /** VIR_CONNECT_LIST_DOMAINS_ACTIVE, libvirt-domain.h. */
    private static final int ACTIVE_DOMAINS = 1;

    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){4}[0-9a-fA-F]{8}");

    private final NativeConnect connect;
    private final String uri;
    private final boolean readOnly;
    private Optional<Platform> platform = Optional.empty();

    private LibvirtConnection(NativeConnect connect, String uri, boolean readOnly) {
        this.connect = connect;
        this.uri = uri;
        this.readOnly = readOnly;
    }

    /**
     * Opens a connection.
     *
     * @param uri empty for the one that libvirt itself chooses (its configuration, {@code LIBVIRT_DEFAULT_URI}, the
     *     user)
     */
    public static LibvirtConnection open(Optional<String> uri) {
        return open(uri, false);
    }

    /**
     * The same.
     *
     * @param readOnly whether nothing can be changed by it, nor a guest's agent be asked
     */
    public static LibvirtConnection open(Optional<String> uri, boolean readOnly) {
        String act = "Cannot connect to libvirt"
                + uri.map(text -> " at '" + text + "'").orElse("");
        try {
            NativeConnect connect = new NativeConnect(uri.orElse(null), readOnly);
            return new LibvirtConnection(connect, connect.getURI(), readOnly);
        } catch (LibvirtException e) {
            throw LibvirtFailure.of(act, e);
        } catch (UnsatisfiedLinkError e) {
            throw LibvirtFailure.of(
                    act,
                    "libvirt's client library cannot be loaded.",
                    "Install libvirt0 (Debian) or libvirt-libs (Fedora).");
        }
    }

    /** The connection's URI, as libvirt says it. */
    public String uri() {
        return uri;
    }

    /**
     * Refuses an act by a read-only connection.
     *
     * @param act such as {@code Cannot change domain 'x'}
     */
    public void requireWritable(String act) {
        if (readOnly) {
            throw LibvirtFailure.of(
                    act, "the connection to '" + uri + "' is read-only.", "Run the command without --readonly.");
        }
    }

    /** Whether guests are on this very host, so that its files are theirs. */
    public boolean isLocal() {
        return isLocal(uri);
    }

    /** Whether the guests of a URI are on this host. */
    public static boolean isLocal(String uri) {
        return uri.matches("[^:/]+:///.*");
    }

    /** Whether its guests have the disks of this very host; libvirt's test driver makes its own up. */
    public boolean hasDisksOfThisHost() {
        return isLocal() && !uri.startsWith("test:");
    }

    /** Whether guests are on this very host, run by QEMU, and the system's. */
    public boolean isLocalSystem() {
        return uri.matches("qemu(\\+unix)?:///system(\\?.*)?");
    }

    /** Whether its domains are QEMU's, for which libvirt runs a hook of this name. */
    public boolean runsQemu() {
        return uri.startsWith("qemu");
    }

    /** Whether guests run as the user who asks. */
    public boolean isSession() {
        return uri.contains("/session");
    }

    /**
     * The versions of QEMU, where it is QEMU's driver, and of the daemon; and what of theirs their builds lack. Asked for
     * once: what a libvirt offers it finds out by running QEMU.
     */
    public Platform platform() {
        if (platform.isEmpty()) {
            Platform versions = versions();
            platform = Optional.of(
                    versions.has(PlatformFeature.NATIVE_NVME) && !offersNvmeDisks()
                            ? versions.without(PlatformFeature.NATIVE_NVME)
                            : versions);
        }
        return platform.get();
    }

    private boolean offersNvmeDisks() {
        return domainCapabilities()
                .filter(capabilities -> capabilities.diskBuses().contains("nvme"))
                .isPresent();
    }

    private Platform versions() {
        return LibvirtCall.of("Cannot ask '" + uri + "' for its versions", () -> {
            boolean qemu = connect.getType().equals("QEMU");
            return new Platform(
                    qemu ? Optional.of(Version.ofLibvirt(connect.getVersion())) : Optional.empty(),
                    Optional.of(Version.ofLibvirt(connect.getLibVersion())));
        });
    }

    public Capabilities capabilities() {
        return new Capabilities(
                LibvirtCall.of("Cannot ask '" + uri + "' for its capabilities", connect::getCapabilities));
    }

    /** What guests can have by the QEMU that libvirt takes by itself; empty where libvirt does not say it. */
    public Optional<DomainCapabilities> domainCapabilities() {
        return connect.domainCapabilities().map(DomainCapabilities::new);
    }

    /** What guests of a machine and a type can have; empty where libvirt does not say it, or has no such guests. */
    public Optional<DomainCapabilities> domainCapabilities(String architecture, String machine, String type) {
        return connect.domainCapabilities(architecture, machine, type).map(DomainCapabilities::new);
    }

    /**
     * The domain that a user means, as virsh finds it: by id, by UUID, by name.
     *
     * @throws LibvirtFailure if there is none
     */
    public DomainDefinition domain(String nameOrId) {
        return find(nameOrId)
                .orElseThrow(() -> LibvirtFailure.notFound(
                        "Cannot find domain '" + nameOrId + "'",
                        "there is none on '" + uri + "'.",
                        "'virsh -c " + uri + " list --all' shows the domains."));
    }

    /** The same, empty if there is none. */
    public Optional<DomainDefinition> find(String nameOrId) {
        String act = "Cannot look up domain '" + nameOrId + "'";
        Optional<DomainDefinition> found = Optional.empty();
        if (ID.matcher(nameOrId).matches()) {
            found = lookUp(act, () -> connect.domainLookupByID(Integer.parseInt(nameOrId)));
        }
        if (found.isEmpty() && UUID_FORM.matcher(nameOrId).matches()) {
            found = lookUp(act, () -> connect.domainLookupByUUIDString(nameOrId));
        }
        return found.isPresent() ? found : findByName(nameOrId);
    }

    /** The domain of a name, which may look like another's id or UUID. */
    public Optional<DomainDefinition> findByName(String name) {
        return lookUp("Cannot look up domain '" + name + "'", () -> connect.domainLookupByName(name));
    }

    /** All domains, those that run and those that are only defined, in libvirt's order. */
    public List<DomainDefinition> domains() {
        return domains(ALL_DOMAINS);
    }

    /** The domains that run, in libvirt's order. */
    public List<DomainDefinition> activeDomains() {
        return domains(ACTIVE_DOMAINS).stream().filter(DomainDefinition::active).toList();
    }

    private List<DomainDefinition> domains(int flags) {
        String act = "Cannot list the domains of '" + uri + "'";
        List<DomainDefinition> definitions = new ArrayList<>();
        for (Domain domain : LibvirtCall.of(act, () -> connect.listAllDomains(flags))) {
            lookUp(act, () -> domain).ifPresent(definitions::add);
        }
        return definitions;
    }

    /**
     * Defines a domain, or defines it anew, with its document checked against libvirt's schema.
     *
     * @param name for messages
     */
    public void define(String name, String xml) {
        requireWritable("Cannot define domain '" + name + "'");
        connect.define(xml).ifPresent(error -> {
            throw LibvirtFailure.of("Cannot define domain '" + name + "'", error);
        });
    }

    public void undefine(String name, UUID uuid) {
        withDomain("Cannot undefine domain '" + name + "'", uuid, domain -> {
            domain.undefine();
            return null;
        });
    }

    public void start(String name, UUID uuid) {
        withDomain("Cannot start domain '" + name + "'", uuid, domain -> {
            domain.create();
            return null;
        });
    }

    /**
     * Plugs a device into a guest that runs.
     *
     * @param name for messages
     * @param device its element
     */
    public void plugIn(String name, UUID uuid, DeviceElement device) {
        withDomain("Cannot plug '" + device.alias() + "' into the guest of domain '" + name + "'", uuid, domain -> {
            domain.attachDeviceFlags(device.xml(), AFFECT_LIVE);
            return null;
        });
    }

    /**
     * Asks a guest that runs to give a device up. It may have it still when this returns.
     *
     * @param name for messages
     * @param device its element, as it is in the domain's live document
     */
    public void unplug(String name, UUID uuid, DeviceElement device) {
        withDomain("Cannot take '" + device.alias() + "' from the guest of domain '" + name + "'", uuid, domain -> {
            domain.detachDeviceFlags(device.xml(), AFFECT_LIVE);
            return null;
        });
    }

    /**
     * Puts a record into the metadata of a guest that runs, in the place of the one there.
     *
     * @param name for messages
     * @param record an element without a namespace; empty to take the record away
     */
    public void recordLive(String name, UUID uuid, Optional<String> record) {
        withDomain("Cannot record the zoned devices of the guest of domain '" + name + "'", uuid, domain -> {
            domain.setMetadata(
                    METADATA_ELEMENT,
                    record.orElse(null),
                    DomainDocument.METADATA_PREFIX,
                    DomainDocument.METADATA_NAMESPACE,
                    AFFECT_LIVE);
            return null;
        });
    }

    /** The SCSI disks of the host that can only be host-managed ones. */
    public List<HostManagedDisk> hostManagedDisks() {
        return new NodeDevices(connect, uri).hostManagedDisks();
    }

    /** Whether a domain's guest is there and its processors stand still, so that nothing in it answers. */
    public boolean isPaused(String name, UUID uuid) {
        return withDomain(
                "Cannot ask for the state of domain '" + name + "'",
                uuid,
                domain -> domain.getInfo().state == DomainInfo.DomainState.VIR_DOMAIN_PAUSED);
    }

    /** What carries commands to the agent of a domain's guest. */
    public AgentChannel agent(String name, UUID uuid) {
        return (command, limit) -> withDomain(
                "Cannot ask the guest of domain '" + name + "'",
                uuid,
                domain -> AgentCall.run(name, domain, command, limit));
    }

    public StorageVolumes volumes() {
        return new StorageVolumes(connect);
    }

    @Override
    public void close() {
        try {
            connect.close();
        } catch (LibvirtException e) {
            // The connection is of no more use either way, and nothing is lost with it.
        }
    }

    private Optional<DomainDefinition> lookUp(String act, LibvirtCall<Domain> lookUp) {
        return LibvirtCall.of(act, () -> {
            try {
                return Optional.of(read(lookUp.run()));
            } catch (LibvirtException e) {
                if (gone(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private DomainDefinition read(Domain domain) throws LibvirtException {
        try {
            return new DomainDefinition(
                    domain.getName(),
                    UUID.fromString(domain.getUUIDString()),
                    domain.getXMLDesc(readOnly ? XML_INACTIVE : XML_SECURE_INACTIVE),
                    domain.isActive() == 1 ? Optional.of(domain.getXMLDesc(XML_LIVE)) : Optional.empty(),
                    domain.isPersistent() == 1,
                    state(domain.getInfo().state));
        } finally {
            domain.free();
        }
    }

    private static DomainState state(DomainInfo.DomainState state) {
        return switch (state) {
            case VIR_DOMAIN_NOSTATE -> DomainState.NO_STATE;
            case VIR_DOMAIN_RUNNING -> DomainState.RUNNING;
            case VIR_DOMAIN_BLOCKED -> DomainState.IDLE;
            case VIR_DOMAIN_PAUSED -> DomainState.PAUSED;
            case VIR_DOMAIN_SHUTDOWN -> DomainState.IN_SHUTDOWN;
            case VIR_DOMAIN_SHUTOFF -> DomainState.SHUT_OFF;
            case VIR_DOMAIN_CRASHED -> DomainState.CRASHED;
            case VIR_DOMAIN_PMSUSPENDED -> DomainState.SUSPENDED;
        };
    }

    /** There is none of that name, or it went between its listing and the question for its document. */
    private static boolean gone(LibvirtException e) {
        return e.getError().getCode() == org.libvirt.Error.ErrorNumber.VIR_ERR_NO_DOMAIN;
    }

    /** For acts that a read-only connection does not have. */
    private <T> T withDomain(String act, UUID uuid, DomainCall<T> domainCall) {
        requireWritable(act);
        return LibvirtCall.of(act, () -> {
            Domain domain = connect.domainLookupByUUIDString(uuid.toString());
            try {
                return domainCall.apply(domain);
            } finally {
                domain.free();
            }
        });
    }

    @FunctionalInterface
    private interface DomainCall<T> {
        T apply(Domain domain) throws LibvirtException;
    }
}
