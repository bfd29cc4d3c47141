package org.virtzoned.domainxml;

import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZoneGeometry;

/** An emulated NVMe namespace, in the form that was chosen for it. */
final class NvmeRenderer implements DeviceRenderer<NvmeZnsDevice> {
    static final Version FIRST_LIBVIRT_WITH_NVME = Version.of(11, 5);

    private static final Version FIRST_QEMU_WITH_ZNS = Version.of(6, 0);
    private static final Version FIRST_QEMU_WITH_AUTO_TRANSITION = Version.of(6, 1);
    private static final Version FIRST_QEMU_WITH_RANDOM_WRITE_AREAS = Version.of(7, 1);

    private final DeviceRenderer<NvmeZnsDevice> commandLine = new NvmeCommandLineRenderer();
    private final DeviceRenderer<NvmeZnsDevice> nativeForm = new NvmeNativeRenderer();

    @Override
    public Rendering render(NvmeZnsDevice device, RenderContext context) {
        if (context.live()) {
            throw context.unsupported(
                    device,
                    "its guest runs, and neither libvirt nor QEMU's command line can plug an NVMe namespace into it.",
                    "Attach it with --config, for the next start.");
        }
        requireQemu(device, context, FIRST_QEMU_WITH_ZNS, "emulated NVMe ZNS");
        if (!device.controller().autoTransition()) {
            requireQemu(device, context, FIRST_QEMU_WITH_AUTO_TRANSITION, "auto-transition=no");
        }
        if (device.zones().flatMap(ZoneGeometry::randomWriteArea).isPresent()) {
            requireQemu(device, context, FIRST_QEMU_WITH_RANDOM_WRITE_AREAS, "random write areas");
        }
        DeviceRenderer<NvmeZnsDevice> form = device.rendering() == NvmeRendering.NATIVE ? nativeForm : commandLine;
        return form.render(device, context);
    }

    private static void requireQemu(NvmeZnsDevice device, RenderContext context, Version first, String what) {
        if (context.platform().qemuKnownBefore(first)) {
            throw context.unsupported(
                    device,
                    "QEMU is " + context.platform().qemu().orElseThrow() + ", expected " + first + " or newer for "
                            + what + ".",
                    null);
        }
    }
}
