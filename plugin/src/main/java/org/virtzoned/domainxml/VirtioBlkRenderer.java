package org.virtzoned.domainxml;

import org.virtzoned.device.VirtioBlkDevice;

/** A virtio disk of the host's block device. */
final class VirtioBlkRenderer implements DeviceRenderer<VirtioBlkDevice> {
    @Override
    public Rendering render(VirtioBlkDevice device, RenderContext context) {
        context.require(
                PlatformFeature.ZONED_VIRTIO_BLK,
                device,
                "Take --virtio-scsi or --vhost-scsi where it is a SCSI disk.");
        Rendering rendering = Rendering.empty();
        AddressElement address = context.placePci(device, DiskFamily.VIRTIO_BLK, Alias.port(device.name()), rendering);
        String targetName = context.drives().takeTargetName("vd");
        rendering
                .elements()
                .add(DiskElement.virtio(device.disk().path(), targetName, Alias.device(device.name()), address));
        return rendering;
    }
}
