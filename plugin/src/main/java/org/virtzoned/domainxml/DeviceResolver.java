package org.virtzoned.domainxml;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeController;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.VirtioScsiSource;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;

/**
 * Fills in what a request leaves open: from the record of a device of the same name, from the devices that it shares a
 * controller or a target with, and else from the domain's identity.
 *
 * @param domain the domain that the device is for
 * @param recorded the devices that it has
 */
record DeviceResolver(DomainDocument domain, Platform platform, List<ZonedDevice> recorded)
        implements ZonedDevice.Visitor<ZonedDevice> {

    ZonedDevice resolve(ZonedDevice request) {
        return request.accept(this);
    }

    @Override
    public ZonedDevice visit(VirtioScsiDevice request) {
        Optional<VirtioScsiSource> before =
                sameName(request, VirtioScsiDevice.class).map(VirtioScsiDevice::disk);
        if (request.disk() instanceof ZbcDisk disk) {
            requireUuid(request);
            return request.withDisk(withUnitSerial(request, disk, before));
        }
        return request.withDisk(withRecorded((HostDisk) request.disk(), before));
    }

    @Override
    public ZonedDevice visit(VhostScsiDevice request) {
        Optional<VhostScsiDevice> before = sameName(request, VhostScsiDevice.class);
        Optional<VhostScsiDevice> sibling = recorded.stream()
                .filter(VhostScsiDevice.class::isInstance)
                .map(VhostScsiDevice.class::cast)
                .filter(device -> device.target().equals(request.target()))
                .findFirst();
        VhostScsiDevice tuned = request.withTuning(sibling.map(VhostScsiDevice::tuning)
                .map(request.tuning()::orElse)
                .orElse(request.tuning()));
        if (request.backend() instanceof UnmanagedTarget) {
            return tuned;
        }
        requireUuid(request);
        Optional<VhostScsiSource> backend = before.map(VhostScsiDevice::backend);
        VhostScsiDevice resolved = request.backend() instanceof ZbcDisk disk
                ? tuned.withBackend(withUnitSerial(request, disk, backend))
                : tuned.withBackend(withRecorded((HostDisk) request.backend(), backend));
        return resolved.identified(
                request.wwpn().or(() -> sibling.flatMap(VhostScsiDevice::wwpn)).orElseGet(() -> domain.identity()
                        .wwpn(request.target())));
    }

    @Override
    public ZonedDevice visit(VirtioBlkDevice request) {
        return request.withDisk(withRecorded(
                request.disk(), sameName(request, VirtioBlkDevice.class).map(VirtioBlkDevice::disk)));
    }

    @Override
    public ZonedDevice visit(NvmeZnsDevice request) {
        Optional<NvmeZnsDevice> before = sameName(request, NvmeZnsDevice.class);
        List<NvmeZnsDevice> siblings = recorded.stream()
                .filter(NvmeZnsDevice.class::isInstance)
                .map(NvmeZnsDevice.class::cast)
                .filter(device ->
                        device.controller().name().equals(request.controller().name()))
                .filter(device -> !device.name().equals(request.name()))
                .toList();
        return request.resolved(
                file(request, before),
                request.uuid().or(() -> before.flatMap(NvmeZnsDevice::uuid)).orElseGet(() -> domain.identity()
                        .namespaceUuid(request.name())),
                nsid(request, before, siblings),
                controller(request.controller(), before, siblings),
                rendering(request, before, siblings));
    }

    private NamespaceFile file(NvmeZnsDevice request, Optional<NvmeZnsDevice> before) {
        if (request.file().path().isPresent()) {
            return request.file();
        }
        return before.map(NvmeZnsDevice::file)
                .filter(file -> file.pool().equals(request.file().pool())
                        && file.volume().equals(request.file().volume()))
                .orElseThrow(() -> AttachException.unsupported(
                        request,
                        domain,
                        "the volume's path is not known without a connection to libvirt.",
                        "Say the path too: --nvme-zns PATH,pool=…,vol=…."));
    }

    private int nsid(NvmeZnsDevice request, Optional<NvmeZnsDevice> before, List<NvmeZnsDevice> siblings) {
        OptionalInt recordedNsid = before.map(NvmeZnsDevice::nsid).orElse(OptionalInt.empty());
        if (request.nsid().isPresent() || recordedNsid.isPresent()) {
            return request.nsid().orElseGet(recordedNsid::getAsInt);
        }
        BitSet taken = new BitSet();
        taken.set(0);
        siblings.forEach(sibling -> sibling.nsid().ifPresent(taken::set));
        int free = taken.nextClearBit(1);
        if (free > NvmeZnsDevice.MAX_NSID) {
            throw AttachException.unsupported(
                    request,
                    domain,
                    "controller '" + request.controller().name() + "' has " + NvmeZnsDevice.MAX_NSID
                            + " namespaces, as many as it can.",
                    "Take another controller=.");
        }
        return free;
    }

    private NvmeController controller(
            NvmeController request, Optional<NvmeZnsDevice> before, List<NvmeZnsDevice> siblings) {
        Optional<NvmeController> shared =
                siblings.stream().map(NvmeZnsDevice::controller).findFirst();
        Optional<NvmeController> known = shared.or(() -> before.map(NvmeZnsDevice::controller));
        String serial = request.serial()
                .or(() -> known.flatMap(NvmeController::serial))
                .orElseGet(() -> freeSerial(request.name()));
        return new NvmeController(
                request.name(),
                Optional.of(serial),
                or(request.maxTransferBytes(), shared.map(NvmeController::maxTransferBytes)),
                or(request.appendLimitBytes(), shared.map(NvmeController::appendLimitBytes)),
                request.autoTransition()
                        && shared.map(NvmeController::autoTransition).orElse(true));
    }

    /** The controller's name; where another controller has it for its serial number, with some digits of a hash. */
    private String freeSerial(DeviceName name) {
        Set<String> taken = new HashSet<>(
                NvmeIdentifiers.ofOthers(domain, recorded).serials().keySet());
        recorded.stream()
                .filter(NvmeZnsDevice.class::isInstance)
                .map(NvmeZnsDevice.class::cast)
                .forEach(device -> device.controller().serial().ifPresent(taken::add));
        String serial = name.text();
        for (int attempt = 0; taken.contains(serial); attempt++) {
            serial = domain.identity().serial(name, attempt);
        }
        return serial;
    }

    private NvmeRendering rendering(
            NvmeZnsDevice request, Optional<NvmeZnsDevice> before, List<NvmeZnsDevice> siblings) {
        if (request.rendering() != NvmeRendering.AUTO) {
            return request.rendering();
        }
        // On QEMU's command line libvirt lets no guest of the system's open a block device.
        boolean hasNative =
                platform.has(PlatformFeature.NATIVE_NVME) || request.file().isDevice();
        return siblings.stream()
                .findFirst()
                .or(() -> before)
                .map(NvmeZnsDevice::rendering)
                .orElse(hasNative ? NvmeRendering.NATIVE : NvmeRendering.COMMAND_LINE);
    }

    private ZbcDisk withUnitSerial(ZonedDevice request, ZbcDisk disk, Optional<?> before) {
        return disk.withUnitSerial(disk.unitSerial()
                .or(() -> before.filter(ZbcDisk.class::isInstance)
                        .map(ZbcDisk.class::cast)
                        .flatMap(ZbcDisk::unitSerial))
                .orElseGet(() -> domain.identity().unitSerial(request.name())));
    }

    /** What was found out of a host's disk when it was attached belongs to the same disk when it is asked for again. */
    private static HostDisk withRecorded(HostDisk disk, Optional<?> before) {
        return before.filter(HostDisk.class::isInstance)
                .map(HostDisk.class::cast)
                .filter(known -> known.path().equals(disk.path()))
                .map(disk::orElse)
                .orElse(disk);
    }

    /** LIO's objects are named for the UUID of the domain that owns them. */
    private void requireUuid(ZonedDevice request) {
        if (domain.uuid().isEmpty()) {
            throw AttachException.unsupported(
                    request,
                    domain,
                    "the domain has no UUID, which LIO's objects are named for.",
                    "Give it one: --uuid, or <uuid> in its document.");
        }
    }

    private <D extends ZonedDevice> Optional<D> sameName(ZonedDevice request, Class<D> type) {
        return recorded.stream()
                .filter(device -> device.name().equals(request.name()))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static OptionalLong or(OptionalLong value, Optional<OptionalLong> other) {
        return value.isPresent() ? value : other.orElse(OptionalLong.empty());
    }
}
