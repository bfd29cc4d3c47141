package org.virtzoned.domainxml;

import java.util.Optional;
import java.util.OptionalInt;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.ScsiDriver;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;

/**
 * A {@code lun} disk ({@code scsi-block}) or a SCSI host device ({@code scsi-generic}) on a virtio-scsi controller, which
 * all such disks share that take transfers of the same length.
 */
final class VirtioScsiRenderer implements DeviceRenderer<VirtioScsiDevice> {
    @Override
    public Rendering render(VirtioScsiDevice device, RenderContext context) {
        Rendering rendering = Rendering.empty();
        int controller = controller(device, context, rendering);
        int target = context.drives().takeScsiTarget(controller);
        AddressElement address = AddressElement.drive(controller, target, 0);
        String alias = Alias.device(device.name());
        if (generic(device, context)) {
            requireNumbered(controller, device, context);
            rendering.elements().add(HostdevElement.scsi(hostAddress(device, context), alias, address));
        } else {
            String targetName = context.drives().takeTargetName("sd");
            rendering.elements().add(DiskElement.lun(path(device), targetName, alias, address));
        }
        return rendering;
    }

    /**
     * The controller for a disk: one for transfers of the same length, with no disks behind later controllers, which would
     * get other names; else a new one. In a running guest names follow the order of plugging in.
     */
    private static int controller(VirtioScsiDevice device, RenderContext context, Rendering rendering) {
        DrivePlaces drives = context.drives();
        Optional<PciPlace> place =
                context.live() ? Optional.empty() : context.pci().topology().last(DiskFamily.SCSI);
        OptionalInt shared = drives.sharedScsiController(device.maxSectors(), place);
        if (shared.isPresent()) {
            return shared.getAsInt();
        }
        int number = 1;
        while (!context.claim(Alias.scsiController(number))) {
            number++;
        }
        String alias = Alias.scsiController(number);
        AddressElement address = context.placePci(device, DiskFamily.SCSI, Alias.portOfController(alias), rendering);
        int index = drives.takeScsiController(
                        device.maxSectors(), context.pci().topology().last(DiskFamily.SCSI))
                .orElseThrow(() -> context.noIndex(device, "SCSI"));
        rendering.elements().add(ControllerElement.virtioScsi(index, device.maxSectors(), alias, address));
        return index;
    }

    /**
     * Refuses what would change the domain's own controllers: reading a SCSI host device, libvirt adds virtio-scsi ones below
     * its controller (virDomainDefMaybeAddHostdevSCSIcontroller) before it gives indexes to those without, and before it
     * adds, in another model, what disks lack.
     */
    private static void requireNumbered(int controller, VirtioScsiDevice device, RenderContext context) {
        if (!context.drives().hasScsiControllersBelow(controller)) {
            throw context.unsupported(
                    device,
                    "libvirt is yet to add or number the domain's SCSI controllers; beside scsi-generic they would be others.",
                    "Define the domain first, and attach to what 'virsh dumpxml --inactive' prints.");
        }
    }

    private static boolean generic(VirtioScsiDevice device, RenderContext context) {
        boolean old = context.platform().lacks(PlatformFeature.SCSI_BLOCK);
        boolean emulated = device.disk() instanceof ZbcDisk;
        boolean sgNode = device.isSgNode();
        if (sgNode && device.driver() == ScsiDriver.SCSI_BLOCK) {
            throw context.unsupported(
                    device,
                    "it is an SG node, expected a block device for scsi-block.",
                    "Take driver=scsi-generic, or the disk's block device.");
        }
        if (emulated || device.driver() == ScsiDriver.SCSI_BLOCK) {
            context.require(
                    PlatformFeature.SCSI_BLOCK,
                    device,
                    emulated ? "Take --vhost-scsi." : "Take driver=scsi-generic, or driver=auto.");
        }
        return device.driver() == ScsiDriver.SCSI_GENERIC || (device.driver() == ScsiDriver.AUTO && (old || sgNode));
    }

    private static ScsiAddress hostAddress(VirtioScsiDevice device, RenderContext context) {
        if (device.disk() instanceof HostDisk disk && disk.address().isPresent()) {
            return disk.address().get();
        }
        throw context.unsupported(
                device,
                "its SCSI address is not known, which scsi-generic needs.",
                "Say it, as lsscsi prints it: address=H:C:T:L.");
    }

    /** An emulated disk has a node once the hook has made it, by a name that follows from its unit serial. */
    private static SourcePath path(VirtioScsiDevice device) {
        return device.disk() instanceof ZbcDisk disk
                ? DomainIdentity.lioDisk(disk.unitSerial().orElseThrow())
                : device.disk().path();
    }
}
