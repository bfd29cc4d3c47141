package org.virtzoned.domainxml;

import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZoneGeometry;

/** An emulated NVMe namespace, in the form that was chosen for it. */
final class NvmeRenderer implements DeviceRenderer<NvmeZnsDevice> {
    private final DeviceRenderer<NvmeZnsDevice> commandLine = new NvmeCommandLineRenderer();
    private final DeviceRenderer<NvmeZnsDevice> nativeForm = new NvmeNativeRenderer();

    @Override
    public Rendering render(NvmeZnsDevice device, RenderContext context) {
        if (context.pci().root() == MachineBus.CCW) {
            throw context.unsupported(
                    device,
                    "QEMU has no NVMe controllers for " + context.domain().architecture() + ".",
                    "Use --virtio-scsi zbc:FILE,… for an emulated disk, or --virtio-blk for a zoned device of the host.");
        }
        if (context.live()) {
            throw context.unsupported(
                    device,
                    "its guest runs, and neither libvirt nor QEMU's command line can plug an NVMe namespace into it.",
                    "Attach it with --config, for the next start.");
        }
        context.require(PlatformFeature.ZONED_NAMESPACES, device, null);
        if (!device.controller().autoTransition()) {
            context.require(PlatformFeature.AUTO_TRANSITION, device, null);
        }
        if (device.zones().flatMap(ZoneGeometry::randomWriteArea).isPresent()) {
            context.require(PlatformFeature.RANDOM_WRITE_AREAS, device, null);
        }
        DeviceRenderer<NvmeZnsDevice> form = device.rendering() == NvmeRendering.NATIVE ? nativeForm : commandLine;
        return form.render(device, context);
    }
}
