package org.virtzoned.domainxml;

import java.util.Set;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;

/**
 * What a renderer may know of the domain: its platform, what is free in it, and which aliases and QEMU ids are there.
 *
 * @param affect which of the domain's documents it is
 * @param identifiers the aliases and QEMU ids in the document, those rendered before included
 */
record RenderContext(
        DomainDocument domain,
        Platform platform,
        Affect affect,
        PciPlaces pci,
        DrivePlaces drives,
        Set<String> identifiers) {

    private static final String PCI = "pci";

    /** Whether the device is plugged into a guest that runs. */
    boolean live() {
        return affect == Affect.LIVE;
    }

    /**
     * Gives a PCI address to a device that is about to be added, and adds the port or bridge that it needs, unless its port is
     * there already, since the device alone was lost.
     *
     * <p>To a running guest none can be added: a port or slot must be there that nothing is on. Which one is left to libvirt,
     * since it keeps some taken after their device has gone (11.3: those of vhost-scsi).
     *
     * @param family of the disks that it has in the guest
     * @param portAlias of the port, where it needs one
     * @return null where libvirt is to choose
     */
    AddressElement placePci(ZonedDevice device, DiskFamily family, String portAlias, Rendering rendering) {
        if (pci.root() == MachineBus.CCW) {
            return null;
        }
        if (live()) {
            if (!pci.takeFreePlace()) {
                throw pci.root() == MachineBus.PCIE ? noPort(device) : noSlot(device);
            }
            return null;
        }
        if (!claim(portAlias)) {
            return AddressElement.pci(pci.behind(portAlias).orElseThrow(() -> notThere(device, portAlias, PCI)));
        }
        PciPlacement placement = pci.forElement(family, portAlias).orElseThrow(() -> noPlace(device));
        rendering.elements().addAll(placement.controllers());
        return AddressElement.pci(placement.place());
    }

    /** The same for a device of the command line: its {@code bus} and {@code addr}. */
    void placePci(ZonedDevice device, DiskFamily family, String portId, QemuArgument argument, Rendering rendering) {
        PciPlacement placement = pci.forArgument(family, portId).orElseThrow(() -> noPlace(device));
        rendering.elements().addAll(placement.controllers());
        rendering.arguments().addAll(placement.arguments());
        argument.with("bus", placement.qemuBus());
        if (pci.root() == MachineBus.PCI) {
            PciPlace place = placement.place();
            argument.with("addr", "0x%x.%d".formatted(place.slot(), place.function()));
        }
    }

    /** Whether a shared controller or target is not there yet; from then on it counts as there. */
    boolean claim(String identifier) {
        return identifiers.add(identifier);
    }

    /**
     * Refuses a device where the platform is known not to have what it takes.
     *
     * @param remedy what to do instead; null where there is nothing
     */
    void require(PlatformFeature feature, ZonedDevice device, String remedy) {
        if (platform.lacks(feature)) {
            throw unsupported(device, platform.lack(feature) + " for " + feature.description() + ".", remedy);
        }
    }

    AttachException unsupported(ZonedDevice device, String reason, String remedy) {
        return AttachException.unsupported(device, domain, reason, remedy);
    }

    /** Addresses in the document have all indexes of its kind of controllers, if not controllers. */
    AttachException noIndex(ZonedDevice device, String kind) {
        return unsupported(device, "no index is free for a further " + kind + " controller.", null);
    }

    /** An element with an alias of ours was edited. */
    AttachException notThere(ZonedDevice device, String alias, String type) {
        return AttachException.conflict(
                device,
                domain,
                "the element with alias '" + alias + "' is not a controller of type '" + type + "' with an index.",
                "Correct or remove it by 'virsh edit'.");
    }

    private AttachException noPort(ZonedDevice device) {
        return unsupported(
                device,
                "the guest has no PCIe root port that is free, and none can be added while it runs.",
                "Attach it with --config, for the next start; or give the domain root ports for devices to come: "
                        + ShellCommand.of(
                                "virt-xml", domain.name(), "--add-device", "--controller", "pci,model=pcie-root-port"));
    }

    private AttachException noPlace(ZonedDevice device) {
        return pci.hasFreeIndex() ? noSlot(device) : noIndex(device, "PCI");
    }

    private AttachException noSlot(ZonedDevice device) {
        return unsupported(
                device,
                "no PCI slot is free on " + pci.root().qemuName(domain) + " after the domain's other disks.",
                "Put several namespaces on one controller (controller=NAME), or LUNs on one target (target=NAME).");
    }
}
