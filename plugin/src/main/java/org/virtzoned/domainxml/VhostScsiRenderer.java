package org.virtzoned.domainxml;

import org.virtzoned.device.VhostScsiDevice;

/** A {@code scsi_host} host device for a target; a further LUN of one needs no element of its own. */
final class VhostScsiRenderer implements DeviceRenderer<VhostScsiDevice> {
    @Override
    public Rendering render(VhostScsiDevice device, RenderContext context) {
        if (!context.domain().type().equals("kvm")) {
            throw context.unsupported(
                    device,
                    "the domain's type is '" + context.domain().type() + "', expected 'kvm'.",
                    "vhost-scsi needs KVM. Without it take --virtio-scsi.");
        }
        Rendering rendering = Rendering.empty();
        String alias = Alias.device(device.target());
        if (context.claim(alias)) {
            AddressElement address = context.placePci(device, Alias.port(device.target()), rendering);
            rendering.elements().add(HostdevElement.vhost(device.wwpn().orElseThrow(), alias, address));
        } else if (context.live()) {
            throw context.unsupported(
                    device,
                    "the guest runs with target '" + device.target()
                            + "' already, and libvirt cannot say when a LUN of it has come or gone.",
                    "Give it a target of its own (without target=), or attach it with --config, for the next start.");
        }
        return rendering;
    }
}
