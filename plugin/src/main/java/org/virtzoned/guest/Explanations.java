package org.virtzoned.guest;

import java.util.Optional;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.device.ZonedDevice;

/**
 * Looks in a guest for the cause why a disk is not there, or has no zones.
 *
 * <p>Of Linux: zoned SCSI disks are known from 4.10 on, zones by NVMe from 5.9 on, by virtio-blk from 6.4 on; host-aware
 * disks have no zones any more from 6.9 on.
 */
final class Explanations {
    private static final String NO_ZONES = "Its kernel may have no zoned block devices at all: CONFIG_BLK_DEV_ZONED.";
    private static final String NEWER_KERNEL = "Take a newer kernel in the guest.";
    private static final String START_AGAIN =
            "Destroy the guest and start it again, if the device was attached or changed since it was started.";

    private final GuestAgent agent;
    private final KernelRelease kernel;

    Explanations(GuestAgent agent) {
        this.agent = agent;
        this.kernel = new KernelRelease(agent.kernel());
    }

    /** Why the guest does not have the disk. */
    Explanation missing(ZonedDevice device) {
        return device.accept(new ZonedDevice.Visitor<>() {
            @Override
            public Explanation visit(VirtioScsiDevice scsi) {
                return missingScsi();
            }

            @Override
            public Explanation visit(VhostScsiDevice vhost) {
                return missingScsi();
            }

            @Override
            public Explanation visit(NvmeZnsDevice namespace) {
                return missingNamespace(namespace);
            }

            @Override
            public Explanation visit(VirtioBlkDevice blk) {
                return withoutDriver("/sys/bus/virtio/drivers/virtio_blk", "virtio_blk")
                        .orElseGet(() -> other());
            }
        });
    }

    /** What may be done about a disk that is there, but without its zones. */
    String plain(ZonedDevice device) {
        if (device instanceof VirtioBlkDevice) {
            return kernel.isBefore(6, 4)
                    ? "The guest's Linux is " + kernel + ": zones by virtio-blk came with 6.4. " + NEWER_KERNEL
                    : "QEMU took it for a plain disk: it is older than 8.1, or AppArmor or SELinux kept it from the"
                            + " disk's attributes ('virt-zoned hooks status' says whether the rules are there). Then"
                            + " destroy the guest and start it again.";
        }
        boolean hostAware = ZbcDisk.of(device)
                .filter(disk -> disk.model() == ZoneModel.HOST_AWARE)
                .isPresent();
        if (hostAware && kernel.isFrom(6, 9)) {
            return "The guest's Linux is " + kernel + ": from 6.9 on host-aware disks are plain ones. Take"
                    + " model=host-managed.";
        }
        return NO_ZONES;
    }

    private Explanation missingScsi() {
        return withoutDriver("/sys/bus/virtio/drivers/virtio_scsi", "virtio_scsi")
                .or(() -> withoutDriver("/sys/bus/scsi/drivers/sd", "sd_mod"))
                .orElseGet(this::other);
    }

    private Explanation missingNamespace(NvmeZnsDevice namespace) {
        Optional<Explanation> withoutDriver = withoutDriver("/sys/bus/pci/drivers/nvme", "nvme");
        if (withoutDriver.isPresent()) {
            return withoutDriver.get();
        }
        Optional<String> refusedZones = LinuxLimits.zones(namespace);
        if (refusedZones.isPresent()) {
            return new Explanation(refusedZones.get(), "Take another zone-size.");
        }
        if (namespace.zones().isPresent() && kernel.isBefore(5, 9)) {
            return new Explanation(
                    "the guest's Linux is " + kernel + ", and zones by NVMe came with 5.9", NEWER_KERNEL);
        }
        return other();
    }

    private Optional<Explanation> withoutDriver(String folder, String module) {
        return agent.exists(folder)
                ? Optional.empty()
                : Optional.of(new Explanation(
                        "the driver " + module + " is not there in the guest (Linux " + kernel + ")",
                        "In the guest: modprobe " + module));
    }

    private Explanation other() {
        return new Explanation("its driver is there in the guest (Linux " + kernel + ")", START_AGAIN + " " + NO_ZONES);
    }
}
