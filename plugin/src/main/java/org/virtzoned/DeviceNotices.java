package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.device.ZonedDevice;

/** What a user should know of a device that was attached, a sentence each. */
final class DeviceNotices implements ZonedDevice.Visitor<List<String>> {
    @Override
    public List<String> visit(VirtioScsiDevice device) {
        return device.disk() instanceof ZbcDisk disk
                ? zbc(device, disk, "LIO's loopback disk for " + disk.path())
                : disk(device, (HostDisk) device.disk());
    }

    @Override
    public List<String> visit(VhostScsiDevice device) {
        String target = "the vhost-scsi target " + device.wwpn().orElseThrow();
        if (device.backend() instanceof UnmanagedTarget) {
            return List.of();
        }
        if (device.backend() instanceof ZbcDisk disk) {
            return zbc(device, disk, target);
        }
        List<String> notices = new ArrayList<>(List.of(needs(device, target)));
        notices.addAll(disk(device, (HostDisk) device.backend()));
        return notices;
    }

    @Override
    public List<String> visit(NvmeZnsDevice device) {
        return device.keepsZones()
                ? List.of()
                : List.of("QEMU keeps the zones of " + device.name()
                        + " in memory only: after each start of the guest they are all empty.");
    }

    @Override
    public List<String> visit(VirtioBlkDevice device) {
        return disk(device, device.disk());
    }

    private static List<String> disk(ZonedDevice device, HostDisk disk) {
        return disk.isAnonymous() && disk.size().isPresent()
                ? List.of(device.name() + " is known by its node and geometry only: " + disk.path()
                        + " has neither a WWN nor a serial number.")
                : List.of();
    }

    private static List<String> zbc(ZonedDevice device, ZbcDisk disk, String target) {
        String needs = needs(device, target);
        return disk.model() == ZoneModel.HOST_AWARE
                ? List.of(needs, "Linux from 6.9 on no longer supports the host-aware model of " + device.name() + ".")
                : List.of(needs);
    }

    private static String needs(ZonedDevice device, String target) {
        return device.name() + " needs " + target + " on the host: make it before the guest starts, by targetcli say.";
    }
}
