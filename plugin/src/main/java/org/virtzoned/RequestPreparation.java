package org.virtzoned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ScsiDriver;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiTuning;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.host.AppArmorRules;
import org.virtzoned.host.BackingFile;
import org.virtzoned.host.DiskIdentity;
import org.virtzoned.host.DiskObjection;
import org.virtzoned.host.FileOwner;
import org.virtzoned.host.NamespaceBacking;
import org.virtzoned.host.ScsiPassThrough;
import org.virtzoned.host.StableDiskNames;
import org.virtzoned.libvirt.Capabilities;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.libvirt.StorageVolumes;

/** Looks up on the host what a request leaves to it, and decides which backing files are to be made. */
final class RequestPreparation implements ZonedDevice.Visitor<ZonedDevice> {
    private static final SourcePath VHOST_SCSI = new SourcePath("/dev/vhost-scsi");

    private final LibvirtConnection connection;
    private final LioHost lio;
    private final StorageVolumes volumes;
    private final Capabilities capabilities;
    private final Platform platform;
    private final List<ZonedDevice> recorded;
    private final List<String> notices = new ArrayList<>();
    private final DiskRequests disks;
    private final ZbcFiles zbcFiles;

    /**
     * @param connection to the libvirt that has the host
     * @param lio what this process can do with LIO
     * @param domain the domain that the devices are for
     * @param live whether its guest gets them now
     * @param recorded the devices that the domain has
     */
    RequestPreparation(
            LibvirtConnection connection,
            LioHost lio,
            DomainDocument domain,
            boolean live,
            List<ZonedDevice> recorded) {
        this.connection = connection;
        this.lio = lio;
        this.disks = new DiskRequests(connection, domain, live);
        this.recorded = recorded;
        this.zbcFiles = new ZbcFiles(connection, lio);
        this.volumes = connection.volumes();
        this.capabilities = connection.capabilities();
        this.platform = connection.platform();
    }

    /** The requests with stable names for disks and what tells them from others, and paths for volumes. */
    List<ZonedDevice> prepare(List<ZonedDevice> requests) {
        return withSharedLimits(
                requests.stream().map(request -> request.accept(this)).toList());
    }

    /** What one LUN of a target takes no more of, its others are not sent either: they have one controller. */
    private static List<ZonedDevice> withSharedLimits(List<ZonedDevice> devices) {
        Map<DeviceName, ByteSize> limits = new HashMap<>();
        for (ZonedDevice device : devices) {
            if (device instanceof VhostScsiDevice vhost) {
                vhost.tuning()
                        .maxTransfer()
                        .ifPresent(length -> limits.merge(
                                vhost.target(), length, (one, other) -> one.bytes() < other.bytes() ? one : other));
            }
        }
        return devices.stream()
                .map(device -> device instanceof VhostScsiDevice vhost && limits.containsKey(vhost.target())
                        ? vhost.withTuning(vhost.tuning().limited(limits.get(vhost.target())))
                        : device)
                .toList();
    }

    @Override
    public ZonedDevice visit(VirtioScsiDevice device) {
        if (device.driver() == ScsiDriver.SCSI_GENERIC || device.isSgNode()) {
            requireConfinement(device.disk().path());
        }
        if (!(device.disk() instanceof HostDisk disk)) {
            return device;
        }
        if (device.driver() == ScsiDriver.AUTO && platform.lacks(PlatformFeature.SCSI_BLOCK)) {
            notices.add(device.name() + " is given to the guest by scsi-generic: QEMU here is "
                    + platform.qemu().orElseThrow() + ", and its scsi-block mishandles sense data before "
                    + PlatformFeature.SCSI_BLOCK.first() + ".");
        }
        HostDisk stable = stable(device, disk);
        if (!connection.isLocal() || isRecorded(device, stable)) {
            return device.withDisk(stable);
        }
        ScsiPassThrough passThrough = new ScsiPassThrough();
        HostDisk limited = passThrough.limited(stable);
        return device.withDisk(disks.isByAddress(device) ? passThrough.addressed(limited) : limited);
    }

    @Override
    public ZonedDevice visit(VhostScsiDevice device) {
        if (!(device.backend() instanceof HostDisk disk)) {
            return device;
        }
        HostDisk stable = stable(device, disk);
        VhostScsiDevice identified = device.withBackend(stable);
        if (!connection.isLocal() || isRecorded(device, stable) || !platform.has(PlatformFeature.OVERRIDE)) {
            return identified;
        }
        return new ScsiPassThrough()
                .limited(stable)
                .maxTransfer()
                .filter(length -> length.bytes() < VhostScsiTuning.LONGEST_TRANSFER.bytes())
                .map(device.tuning()::limited)
                .map(identified::withTuning)
                .orElse(identified);
    }

    /** Says of devices that a guest gets while it runs what they have from its next start on only. */
    void noticeHotPlug(List<Attachment> attachments) {
        for (Attachment attachment : attachments) {
            if (attachment.added()
                    && attachment.device() instanceof VhostScsiDevice vhost
                    && vhost.tuning().maxTransfer().isPresent()) {
                notices.add("libvirt does not tell the running guest that transfers of "
                        + vhost.tuning().maxTransfer().get() + " are the longest that " + vhost.name()
                        + " takes: longer ones fail until the guest's next start.");
            }
        }
    }

    @Override
    public ZonedDevice visit(VirtioBlkDevice device) {
        requireConfinement(device.disk().path());
        return device.withDisk(stable(device, device.disk()));
    }

    @Override
    public ZonedDevice visit(NvmeZnsDevice device) {
        NamespaceFile file = device.file();
        if (file.isDevice()) {
            return onDevice(device);
        }
        if (file.volume().isEmpty() || file.path().isPresent()) {
            return device;
        }
        String pool = file.pool().orElseThrow();
        String name = file.volume().get();
        SourcePath path = volumes.find(pool, name)
                .map(StorageVolumes.Volume::path)
                .orElseGet(() -> volumes.futurePath(pool, name));
        return device.onFile(file.locatedAt(path));
    }

    /** The request on a block device, by a name that leads to the same one after a reboot. */
    private NvmeZnsDevice onDevice(NvmeZnsDevice device) {
        SourcePath path = device.file().path().orElseThrow();
        if (!connection.isLocal()) {
            throw new ChangeException(
                    "Cannot take " + path + ": the guests of '" + connection.uri()
                            + "' are on another host, where it cannot be looked at.",
                    "Attach it on that host; or let libvirt create a file there: --nvme-zns pool=POOL,vol=NAME,….");
        }
        SourcePath stable = new StableDiskNames()
                .stable(new HostDisk(path, Optional.empty(), Optional.empty(), Optional.empty()))
                .path();
        NvmeZnsDevice located = device.onFile(device.file().movedTo(stable));
        // udev's names are links.
        if (!Files.isSymbolicLink(Path.of(stable.text())) && !isRecorded(device, stable)) {
            notices.add(device.name() + " is known by its node and size only: " + stable
                    + " may be another device after the host's next boot.");
        }
        // A session's guests have the /dev of their user.
        return connection.isSession()
                        && device.rendering() == NvmeRendering.AUTO
                        && !platform.has(PlatformFeature.NATIVE_NVME)
                ? located.in(NvmeRendering.COMMAND_LINE)
                : located;
    }

    /**
     * Whose processes the guests of this host's system are, for the hook; a domain's own label the hook finds in the
     * domain. Empty where no hook of this host's gives files away.
     */
    Optional<String> owner(DomainDocument domain) {
        return connection.isLocal() && !connection.isSession() ? capabilities.owner(domain.type()) : Optional.empty();
    }

    /** What the user should do about files that this does not make, a sentence each; known once {@link #files} are. */
    List<String> notices() {
        return Stream.concat(notices.stream(), zbcFiles.notices().stream()).toList();
    }

    /**
     * The files that attached devices need and lack.
     *
     * @throws org.virtzoned.error.VirtZonedException if one of them would take what is another's
     */
    List<NewFile> files(DomainDocument domain, List<ZonedDevice> requests, List<Attachment> attachments) {
        List<NewFile> files = new ArrayList<>();
        Set<SourcePath> seen = new HashSet<>();
        OtherDomains others = new OtherDomains(connection, domain.uuid().orElseThrow());
        for (int i = 0; i < requests.size(); i++) {
            Attachment attachment = attachments.get(i);
            Optional<SourcePath> path = attachment.device().backingFile();
            // One request can name a device twice.
            if (path.isEmpty() || !seen.add(path.get())) {
                continue;
            }
            others.requireNotNamed(path.get());
            if (attachment.device() instanceof NvmeZnsDevice device) {
                boolean reuse = ((NvmeZnsDevice) requests.get(i)).reuse();
                file(domain, device, !attachment.added(), reuse).ifPresent(files::add);
            } else if (attachment.added()) {
                zbcFiles.file(domain, attachment.device()).ifPresent(files::add);
            }
        }
        files.forEach(file -> file.shortage().ifPresent(notices::add));
        return files;
    }

    /**
     * What a namespace needs and lacks.
     *
     * @param recordedAlready whether a file or device that is there is recorded as this namespace's
     * @param reuse whether one that is not may be taken: its content may go
     */
    private Optional<NewFile> file(
            DomainDocument domain, NvmeZnsDevice device, boolean recordedAlready, boolean reuse) {
        SourcePath path = device.file().path().orElseThrow();
        if (device.file().isDevice()) {
            requireDevice(domain, device, recordedAlready, reuse);
            return Optional.empty();
        }
        if (device.rendering() == NvmeRendering.COMMAND_LINE && isConfinedByAppArmor()) {
            new AppArmorRules().requireFor(path);
        }
        if (device.file().volume().isPresent()) {
            return volume(domain, device, path, recordedAlready || reuse);
        }
        if (!connection.isLocal()) {
            throw new ChangeException(
                    "Cannot make " + path + ": the guests of '" + connection.uri() + "' are on another host.",
                    "Let libvirt make the file there: --nvme-zns pool=POOL,vol=NAME,….");
        }
        if (BackingFile.exists(path)) {
            if (recordedAlready) {
                NamespaceBacking.requireUsable(device);
            } else {
                NamespaceBacking.requireTakeable(device);
            }
            if (!recordedAlready && !reuse) {
                throw BackingFile.occupied(path);
            }
            return Optional.empty();
        }
        BackingFile file = BackingFile.planned(
                path, device.size(), domain.uuid().orElseThrow().toString(), BackingFolders.of(connection));
        return Optional.of(new NewFile.Local(
                file,
                device.file().format(),
                device.preallocate(),
                fileOwner(domain).map(FileOwner::parse)));
    }

    private void requireDevice(DomainDocument domain, NvmeZnsDevice device, boolean recordedAlready, boolean reuse) {
        SourcePath path = device.file().path().orElseThrow();
        if (device.rendering() == NvmeRendering.COMMAND_LINE && !connection.isSession()) {
            throw new ChangeException(
                    "Cannot give " + path + " to a guest of domain '" + domain.name()
                            + "' by QEMU's command line: libvirt lets guests open only the devices that it knows of.",
                    platform.has(PlatformFeature.NATIVE_NVME)
                            ? "Take rendering=native, on a controller that has no namespace of the command line."
                            : "It takes libvirt " + PlatformFeature.NATIVE_NVME.first()
                                    + ". Put the namespace on a file, such as --nvme-zns zns0.raw,….");
        }
        if (recordedAlready) {
            NamespaceBacking.requireUsable(device);
        } else {
            NamespaceBacking.requireTakeable(device);
        }
        if (!recordedAlready && !reuse) {
            throw new ChangeException(
                    "Cannot take " + path + ": what it holds would be lost, and it is not recorded as this domain's.",
                    "If what it holds may go, add reuse=yes; or choose another device.");
        }
    }

    /** QEMU's user: the domain's own where it says one, else that of all guests of its type. */
    Optional<String> fileOwner(DomainDocument domain) {
        if (connection.isSession()) {
            return Optional.empty();
        }
        return domain.dacLabel().or(() -> capabilities.owner(domain.type()));
    }

    private Optional<NewFile> volume(DomainDocument domain, NvmeZnsDevice device, SourcePath path, boolean ours) {
        String pool = device.file().pool().orElseThrow();
        String name = device.file().volume().orElseThrow();
        Optional<StorageVolumes.Volume> found = volumes.find(pool, name);
        if (found.isEmpty()) {
            return Optional.of(new NewFile.Volume(
                    volumes,
                    pool,
                    name,
                    path,
                    device.size(),
                    device.file().format(),
                    device.preallocate(),
                    fileOwner(domain)));
        }
        StorageVolumes.Volume volume = found.get();
        String format = device.file().format().toString();
        if (!volume.path().equals(path)
                || !volume.format().equals(format)
                || volume.capacityBytes() != device.size().bytes()) {
            throw new ChangeException(
                    "Cannot use volume '" + name + "' in pool '" + pool + "': it is " + volume.path() + ", "
                            + volume.format()
                            + ", of " + volume.capacityBytes() + " bytes; expected " + path + ", " + format + ", of "
                            + device.size().bytes() + ".",
                    "Choose another vol=; its content is never changed to fit.");
        }
        if (volume.backingFile().isPresent()) {
            throw new ChangeException(
                    "Cannot use volume '" + name + "' in pool '" + pool + "': it is an overlay of "
                            + volume.backingFile().get() + ", expected one without a backing file.",
                    "Choose another vol=.");
        }
        if (connection.isLocal() && device.file().format() == ImageFormat.QCOW2) {
            NamespaceBacking.requireUsable(device);
        }
        if (!ours && volume.allocationBytes() > 0) {
            throw new ChangeException(
                    "Cannot use volume '" + name + "' in pool '" + pool
                            + "': it holds data, and is not recorded as this" + " domain's.",
                    "Choose another vol=; or, if what it holds may go, add reuse=yes.");
        }
        return Optional.empty();
    }

    /**
     * Of devices for a guest that runs: libvirt opens /dev/vhost-scsi and hands it to QEMU, where AppArmor looks at it
     * again. (A guest that starts inherits it.)
     */
    void requireHotPlugConfinement(List<ZonedDevice> devices) {
        for (ZonedDevice device : devices) {
            if (device instanceof VhostScsiDevice && isConfinedByAppArmor()) {
                new AppArmorRules().requireNamed(VHOST_SCSI);
            }
        }
    }

    /** Of disks that libvirt's own rules are not enough for: QEMU may not open them, or takes them for plain ones. */
    private void requireConfinement(SourcePath disk) {
        if (isConfinedByAppArmor()) {
            new AppArmorRules().requireInstalled(disk);
        }
    }

    private boolean isConfinedByAppArmor() {
        return connection.isLocal() && capabilities.hasAppArmor();
    }

    private HostDisk stable(ZonedDevice device, HostDisk disk) {
        if (!connection.isLocal()) {
            return disk;
        }
        Optional<DiskObjection> objection = isRecorded(device, disk) ? Optional.empty() : disks.objection(device, disk);
        HostDisk stable = new StableDiskNames().stable(disk);
        // What was recorded of the same disk before stays, and is compared when the guest starts.
        if (isRecorded(device, stable)) {
            return stable;
        }
        objection
                .map(found -> disks.notice(stable, found))
                // Where the hook's program is asked it tells this, with all else that it finds.
                .filter(notice -> !HookVerdict.isKnown(connection, lio))
                .ifPresent(notices::add);
        return new DiskIdentity().identified(stable);
    }

    private boolean isRecorded(ZonedDevice device, HostDisk disk) {
        return isRecorded(device, disk.path());
    }

    private boolean isRecorded(ZonedDevice device, SourcePath path) {
        return recorded.stream()
                .anyMatch(known -> known.name().equals(device.name())
                        && known.way() == device.way()
                        && known.source().equals(path.text()));
    }
}
