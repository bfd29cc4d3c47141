package org.virtzoned.domainxml;

import org.virtzoned.device.VirtioBlkDevice;

/** A virtio disk of the host's block device. */
final class VirtioBlkRenderer implements DeviceRenderer<VirtioBlkDevice> {
    private static final Version FIRST_QEMU_WITH_ZONES = Version.of(8, 1);

    @Override
    public Rendering render(VirtioBlkDevice device, RenderContext context) {
        if (context.platform().qemuKnownBefore(FIRST_QEMU_WITH_ZONES)) {
            throw context.unsupported(
                    device,
                    "QEMU is " + context.platform().qemu().orElseThrow() + ", expected " + FIRST_QEMU_WITH_ZONES
                            + " or newer: before, the guest would take it for a plain disk.",
                    "Take --virtio-scsi or --vhost-scsi where it is a SCSI disk.");
        }
        Rendering rendering = Rendering.empty();
        AddressElement address = context.placePci(device, Alias.port(device.name()), rendering);
        String targetName = context.drives().takeTargetName("vd");
        rendering
                .elements()
                .add(DiskElement.virtio(device.disk().path(), targetName, Alias.device(device.name()), address));
        return rendering;
    }
}
