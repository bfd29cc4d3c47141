package org.virtzoned.domainxml;

import java.util.Map;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiTuning;

/**
 * A {@code scsi_host} host device for a target; a further LUN of one needs no element of its own.
 *
 * <p>Its tuning stands in {@code <qemu:override>}, which plugging in passes over.
 */
final class VhostScsiRenderer implements DeviceRenderer<VhostScsiDevice> {
    @Override
    public Rendering render(VhostScsiDevice device, RenderContext context) {
        if (!context.domain().type().equals("kvm")) {
            throw context.unsupported(
                    device,
                    "the domain's type is '" + context.domain().type() + "', expected 'kvm'.",
                    "vhost-scsi needs KVM. Without it take --virtio-scsi.");
        }
        VhostScsiTuning tuning = device.tuning();
        if (!tuning.equals(VhostScsiTuning.NONE)) {
            context.require(
                    PlatformFeature.OVERRIDE,
                    device,
                    "Leave queues=, queue-size= and max-transfer= out, or take a newer libvirt.");
        }
        if (context.live() && (tuning.queues().isPresent() || tuning.queueSize().isPresent())) {
            throw context.unsupported(
                    device,
                    "its guest runs, and queues= and queue-size= cannot be said of a device that is plugged in.",
                    "Leave them out, or attach it with --config, for the next start.");
        }
        Rendering rendering = Rendering.empty();
        String alias = Alias.device(device.target());
        if (context.claim(alias)) {
            AddressElement address = context.placePci(device, DiskFamily.SCSI, Alias.port(device.target()), rendering);
            rendering.elements().add(HostdevElement.vhost(device.wwpn().orElseThrow(), alias, address));
            Map<String, Object> properties = VhostScsiProperties.of(tuning);
            if (!properties.isEmpty() && !context.live()) {
                rendering.overrides().add(new QemuOverride(alias, properties));
            }
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
