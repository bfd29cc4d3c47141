package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.host.HostCheck;

/**
 * What libvirt can't do with a domain since it has certain zoned devices: managed save, migration, snapshots.
 *
 * <p>QEMU's nvme and vhost-scsi can't be migrated ({@code unmigratable} in {@code hw/nvme/ctrl.c}; {@code
 * migrate_add_blocker} in {@code hw/scsi/vhost-scsi.c}), and to save a guest's memory is to migrate it to a file. With
 * SCSI and virtio disks both let it be saved; but no other host has the disk, which neither of them looks at.
 */
final class ForbiddenOperations {
    private final DomainDocument document;

    /** @param document what the guest runs with; of one that does not run its definition */
    ForbiddenOperations(DomainDocument document) {
        this.document = document;
    }

    /** A check each. */
    List<HostCheck> checks() {
        List<HostCheck> checks = new ArrayList<>();
        List<ZonedDevice> unsaved = document.devices().stream()
                .filter(ForbiddenOperations::forbidsSaving)
                .toList();
        checks.add(check(
                "for managed save",
                unsaved,
                "QEMU cannot save a guest with",
                "Shut it down instead: " + ShellCommand.of("virsh", "shutdown", document.name())));
        checks.add(check(
                "for snapshots with memory",
                unsaved,
                "QEMU cannot save the memory of a guest with",
                "Take one of its other disks alone, if it has any: "
                        + ShellCommand.of("virsh", "snapshot-create-as", document.name(), "--disk-only")));
        checks.add(check(
                "for migration",
                document.devices(),
                "no other host has what is behind",
                "Shut it down, and detach them first"));
        return checks;
    }

    private static boolean forbidsSaving(ZonedDevice device) {
        return device.way() == Way.NVME_ZNS || device.way() == Way.VHOST_SCSI;
    }

    private static HostCheck check(String subject, List<ZonedDevice> devices, String reason, String remedy) {
        return devices.isEmpty()
                ? HostCheck.pass(subject)
                : HostCheck.warn(
                        subject,
                        reason + " "
                                + devices.stream()
                                        .map(device -> device.name().text())
                                        .collect(Collectors.joining(", ")),
                        remedy);
    }
}
