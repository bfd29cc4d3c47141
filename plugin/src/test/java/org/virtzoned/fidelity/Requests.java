package org.virtzoned.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.GeneratedDevices;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ScsiDriver;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiTuning;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.relaxng.Choices;

/** Devices for a domain, some of them on the controllers and targets of others, nearly all of them such that it can have. */
final class Requests {
    private static final int MOST = 6;

    private final DomainDocument domain;
    private final Platform platform;
    private final Affect affect;
    private final Choices choices;
    private final GeneratedDevices devices;
    private final List<ZonedDevice> requests = new ArrayList<>();

    private Requests(DomainDocument domain, Platform platform, Affect affect, Choices choices) {
        this.domain = domain;
        this.platform = platform;
        this.affect = affect;
        this.choices = choices;
        this.devices = new GeneratedDevices(choices);
    }

    /** One device or more, for one of the domain's documents on a platform. */
    static List<ZonedDevice> of(DomainDocument domain, Platform platform, Affect affect, Choices choices) {
        Requests requests = new Requests(domain, platform, affect, choices);
        do {
            requests.add();
        } while (requests.requests.size() < MOST && choices.chance(70));
        return requests.requests;
    }

    private void add() {
        DeviceName name = new DeviceName(choices.of("a", "b-c", "D_1", "zns", "sixteen-letters") + requests.size());
        ZonedDevice device = devices.next(name);
        while (!isAcceptable(device) && !choices.chance(3)) {
            device = devices.next(name);
        }
        requests.add(choices.chance(50) ? beside(device) : device);
    }

    /** By what is known without a host. */
    private boolean isAcceptable(ZonedDevice device) {
        if (device instanceof NvmeZnsDevice nvme) {
            return affect == Affect.CONFIG
                    && !platform.lacks(PlatformFeature.ZONED_NAMESPACES)
                    && !platform.lacks(PlatformFeature.RANDOM_WRITE_AREAS)
                    && nvme.file().path().isPresent()
                    && (nvme.rendering() != NvmeRendering.NATIVE || !platform.lacks(PlatformFeature.NATIVE_NVME));
        }
        if (device instanceof VirtioBlkDevice) {
            return !platform.lacks(PlatformFeature.ZONED_VIRTIO_BLK);
        }
        if (device instanceof VhostScsiDevice vhost) {
            return (vhost.tuning().equals(VhostScsiTuning.NONE) || mayTune())
                    && domain.type().equals("kvm")
                    && domain.uuid().isPresent();
        }
        if (device instanceof VirtioScsiDevice virtio) {
            return virtio.disk() instanceof HostDisk disk
                    ? virtio.driver() != ScsiDriver.SCSI_GENERIC
                            || disk.address().isPresent()
                    : domain.uuid().isPresent();
        }
        return true;
    }

    private boolean mayTune() {
        return affect == Affect.CONFIG && !platform.lacks(PlatformFeature.OVERRIDE);
    }

    /** The device on the controller or the target of an earlier one, where there is one of its kind. */
    private ZonedDevice beside(ZonedDevice device) {
        for (ZonedDevice earlier : requests) {
            if (device instanceof NvmeZnsDevice nvme && earlier instanceof NvmeZnsDevice other) {
                return onControllerOf(nvme, other);
            }
            if (device instanceof VhostScsiDevice vhost
                    && earlier instanceof VhostScsiDevice other
                    && !(vhost.backend() instanceof UnmanagedTarget)) {
                return new VhostScsiDevice(
                        vhost.name(), vhost.backend(), other.target(), Optional.empty(), other.tuning());
            }
        }
        return device;
    }

    private static NvmeZnsDevice onControllerOf(NvmeZnsDevice nvme, NvmeZnsDevice other) {
        return new NvmeZnsDevice(
                nvme.name(),
                nvme.file(),
                nvme.size(),
                nvme.zones(),
                nvme.logicalBlockBytes(),
                nvme.physicalBlockBytes(),
                nvme.uuid(),
                nvme.nsid(),
                other.controller(),
                other.rendering(),
                nvme.preallocate(),
                nvme.reuse());
    }
}
