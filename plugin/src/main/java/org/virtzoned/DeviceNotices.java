package org.virtzoned;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.guest.LinuxLimits;

/** What a user should know of a device that was attached, a sentence each. */
final class DeviceNotices implements ZonedDevice.Visitor<List<String>> {
    @Override
    public List<String> visit(VirtioScsiDevice device) {
        return device.disk().accept(new SourceNotices(device));
    }

    @Override
    public List<String> visit(VhostScsiDevice device) {
        return device.backend().accept(new SourceNotices(device));
    }

    @Override
    public List<String> visit(NvmeZnsDevice device) {
        return Stream.of(
                        memory(device),
                        LinuxLimits.zones(device)
                                .map(found -> "a guest with Linux does not have " + device.name() + ": " + found + "."),
                        LinuxLimits.blocks(device)
                                .map(found -> "a guest with Linux has " + device.name() + " with a size of 0: " + found
                                        + "."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> memory(NvmeZnsDevice device) {
        return device.keepsZones()
                ? Optional.empty()
                : Optional.of("QEMU keeps the zones of " + device.name()
                        + " in memory only: after each start of the guest they are all empty.");
    }

    @Override
    public List<String> visit(VirtioBlkDevice device) {
        return new SourceNotices(device).visit(device.disk());
    }

    /** What is to be said of what is behind a SCSI or a virtio-blk device. */
    private record SourceNotices(ZonedDevice device) implements VhostScsiSource.Visitor<List<String>> {
        @Override
        public List<String> visit(HostDisk disk) {
            return disk.isAnonymous() && disk.size().isPresent()
                    ? List.of(device.name() + " is known by its node and geometry only: " + disk.path()
                            + " has neither a WWN nor a serial number.")
                    : List.of();
        }

        @Override
        public List<String> visit(ZbcDisk disk) {
            return disk.model() == ZoneModel.HOST_AWARE
                    ? List.of("Linux from 6.9 on no longer supports the host-aware model of " + device.name() + ".")
                    : List.of();
        }

        @Override
        public List<String> visit(UnmanagedTarget target) {
            return List.of(device.name() + " needs the vhost-scsi target " + target.wwpn()
                    + " on the host when the guest starts: managed=no leaves it to you.");
        }
    }
}
