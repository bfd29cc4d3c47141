package org.virtzoned.domainxml;

import org.virtzoned.device.NvmeController;
import org.virtzoned.device.NvmeZnsDevice;

/** An emulated NVMe namespace as arguments of QEMU's command line, which every libvirt takes. */
final class NvmeCommandLineRenderer implements DeviceRenderer<NvmeZnsDevice> {
    @Override
    public Rendering render(NvmeZnsDevice device, RenderContext context) {
        Rendering rendering = Rendering.empty();
        NvmeController controller = device.controller();
        String controllerId = Alias.qemuController(controller.name());
        if (context.claim(controllerId)) {
            QemuArgument argument = QemuArgument.device("nvme", controllerId)
                    .with("serial", controller.serial().orElseThrow());
            context.placePci(device, DiskFamily.NVME, Alias.qemuPort(controller.name()), argument, rendering);
            NvmeProperties.of(controller).forEach(argument::with);
            rendering.arguments().add(argument);
        }
        rendering.arguments().add(file(device));
        rendering.arguments().add(namespace(device, controllerId));
        return rendering;
    }

    private static QemuArgument file(NvmeZnsDevice device) {
        QemuArgument file = QemuArgument.blockdev(device.file().format().toString(), Alias.qemuNode(device.name()))
                .with("file.driver", device.file().isDevice() ? "host_device" : "file")
                .with("file.filename", device.file().path().orElseThrow());
        if (!device.preallocate()) {
            // The reset of a zone gives its blocks back to the file system.
            file.with("discard", "unmap").with("file.discard", "unmap");
        }
        return file;
    }

    private static QemuArgument namespace(NvmeZnsDevice device, String controllerId) {
        QemuArgument namespace = QemuArgument.device("nvme-ns", Alias.qemuNamespace(device.name()))
                .with("bus", controllerId)
                .with("drive", Alias.qemuNode(device.name()))
                .with("nsid", device.nsid().orElseThrow());
        NvmeProperties.of(device).forEach(namespace::with);
        return namespace;
    }
}
