package org.virtzoned.domainxml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;

/** Attaches one device after the other to a domain's tree, knowing from each what the next may have. */
final class Attacher {
    private final DomainDocument domain;
    private final List<ZonedDevice> recorded;
    private final DeviceResolver resolver;
    private final Conflicts conflicts;
    private final FragmentEditor editor;
    private final Optional<PciPlaces> pci;
    private final DrivePlaces drives;
    private final Platform platform;
    private final Affect affect;

    /** @param wantedPlaces by the alias of a port; taken where they are free */
    Attacher(
            DomainDocument domain,
            Platform platform,
            Affect affect,
            ZonedMetadata metadata,
            Map<String, PciPlace> wantedPlaces) {
        this.domain = domain;
        this.platform = platform;
        this.affect = affect;
        this.recorded = metadata.devices();
        this.resolver = new DeviceResolver(domain, platform, recorded);
        this.conflicts = new Conflicts(domain, recorded);
        this.editor = new FragmentEditor(domain.root(), new Containers(domain.root(), metadata.created()));
        this.pci = PciPlaces.of(domain, wantedPlaces);
        this.drives = DrivePlaces.of(domain);
    }

    Attachment attach(ZonedDevice request) {
        ZonedDevice device = resolver.resolve(request);
        if (recorded.contains(device)) {
            requireHealthy(device);
            return new Attachment(device, false);
        }
        conflicts.check(device);
        PciPlaces places = pci.orElseThrow(() -> noPci(device, domain));
        RenderContext context = new RenderContext(domain, platform, affect, places, drives, conflicts.identifiers());
        editor.add(device.accept(new Renderers(context)));
        conflicts.take(device);
        recorded.add(device);
        return new Attachment(device, true);
    }

    static AttachException noPci(ZonedDevice device, DomainDocument domain) {
        return AttachException.unsupported(
                device,
                domain,
                "its machine '" + domain.machine() + "' has no PCI bus.",
                "Use one that has: q35 on x86_64, virt on aarch64 and riscv64.");
    }

    /** A record alone does not give the guest the device. Of a guest that runs, what is incomplete was removed before. */
    private void requireHealthy(ZonedDevice device) {
        if (affect == Affect.LIVE) {
            return;
        }
        domain.faults(platform).stream()
                .filter(fault -> fault.device().equals(device))
                .findFirst()
                .ifPresent(fault -> {
                    throw AttachException.conflict(
                            device,
                            domain,
                            "the domain records it as device '" + device.name() + "', but " + fault.description() + ".",
                            "Run: " + ShellCommand.of("virt-zoned", "repair", domain.name()));
                });
    }
}
