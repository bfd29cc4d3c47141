package org.virtzoned.domainxml;

import java.util.Map;
import org.virtzoned.device.NvmeController;
import org.virtzoned.device.NvmeZnsDevice;

/**
 * An emulated NVMe namespace as libvirt's own controller and disk, its zones set by {@code <qemu:override>}: libvirt then
 * labels and confines its file as it does any disk's.
 */
final class NvmeNativeRenderer implements DeviceRenderer<NvmeZnsDevice> {
    @Override
    public Rendering render(NvmeZnsDevice device, RenderContext context) {
        requireNative(device, context);
        Rendering rendering = Rendering.empty();
        int index = controller(device, context, rendering);
        int nsid = device.nsid().orElseThrow();
        String alias = Alias.device(device.name());
        rendering
                .elements()
                .add(DiskElement.nvme(
                        device.file(),
                        "nvme" + index + "n" + nsid,
                        device.preallocate() ? "ignore" : "unmap",
                        alias,
                        AddressElement.drive(index, 0, nsid - 1)));
        rendering.overrides().add(new QemuOverride(alias, NvmeProperties.of(device)));
        return rendering;
    }

    private static void requireNative(NvmeZnsDevice device, RenderContext context) {
        if (device.file().isDevice() && context.platform().lacks(PlatformFeature.NATIVE_NVME)) {
            // A guest's own /dev has the nodes that libvirt knows of, and no others.
            throw context.unsupported(
                    device,
                    context.platform().lack(PlatformFeature.NATIVE_NVME) + " for a namespace on a device in /dev.",
                    "Put it on a file, such as --nvme-zns zns0.raw,….");
        }
        context.require(PlatformFeature.NATIVE_NVME, device, "Take rendering=commandline, or rendering=auto.");
    }

    private static int controller(NvmeZnsDevice device, RenderContext context, Rendering rendering) {
        NvmeController controller = device.controller();
        String alias = Alias.controller(controller.name());
        if (!context.claim(alias)) {
            return context.drives().nvmeController(alias).orElseThrow(() -> context.notThere(device, alias, "nvme"));
        }
        AddressElement address = context.placePci(device, DiskFamily.NVME, Alias.port(controller.name()), rendering);
        int index = context.drives().takeNvmeController(alias).orElseThrow(() -> context.noIndex(device, "NVMe"));
        rendering
                .elements()
                .add(ControllerElement.nvme(index, controller.serial().orElseThrow(), alias, address));
        Map<String, Object> properties = NvmeProperties.of(controller);
        if (!properties.isEmpty()) {
            rendering.overrides().add(new QemuOverride(alias, properties));
        }
        return index;
    }
}
