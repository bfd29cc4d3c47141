package org.virtzoned.domainxml;

import org.virtzoned.device.ZonedDevice;

/** Renders the devices of one way of attaching for a domain and its platform. */
interface DeviceRenderer<D extends ZonedDevice> {
    /**
     * The fragments for a device that was resolved and is in nobody's way.
     *
     * @throws AttachException if the domain or its platform cannot take it
     */
    Rendering render(D device, RenderContext context);
}
