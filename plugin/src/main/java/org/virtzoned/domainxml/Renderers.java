package org.virtzoned.domainxml;

import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;

/** The renderer of each way. */
record Renderers(RenderContext context) implements ZonedDevice.Visitor<Rendering> {
    @Override
    public Rendering visit(VirtioScsiDevice device) {
        return new VirtioScsiRenderer().render(device, context);
    }

    @Override
    public Rendering visit(VhostScsiDevice device) {
        return new VhostScsiRenderer().render(device, context);
    }

    @Override
    public Rendering visit(NvmeZnsDevice device) {
        return new NvmeRenderer().render(device, context);
    }

    @Override
    public Rendering visit(VirtioBlkDevice device) {
        return new VirtioBlkRenderer().render(device, context);
    }
}
