package org.virtzoned.domainxml;

import java.util.Set;
import org.virtzoned.device.ZonedDevice;

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

    /** Whether the device is plugged into a guest that runs. */
    boolean live() {
        return affect == Affect.LIVE;
    }

    /**
     * Adds a controller, or another device with a PCI address, and the root port that it needs on a PCIe machine; one of
     * its name that another left is taken.
     *
     * <p>To a guest that runs no port can be added: one must be there that nothing is on. Which one is left to libvirt,
     * since it keeps some taken after their device has gone (11.3: those of vhost-scsi).
     *
     * @return null where libvirt is to choose
     */
    AddressElement placePci(ZonedDevice device, String portAlias, Rendering rendering) {
        if (pci.root() == MachineBus.CCW) {
            return null;
        }
        if (live() && pci.root() == MachineBus.PCIE) {
            if (pci.takePort().isEmpty()) {
                throw noPort(device);
            }
            return null;
        }
        if (!live() && !claim(portAlias)) {
            return AddressElement.pci(pci.bus(portAlias).orElseThrow(() -> notThere(device, portAlias, "PCI")), 0);
        }
        int slot = pci.takeSlot(portAlias).orElseThrow(() -> noSlot(device));
        if (live()) {
            return null;
        }
        if (pci.root() == MachineBus.PCI) {
            return AddressElement.pci(0, slot);
        }
        int bus = pci.takeBus().orElseThrow(() -> noIndex(device, "PCI"));
        rendering.elements().add(ControllerElement.rootPort(bus, slot, pci.takeChassis(), portAlias));
        return AddressElement.pci(bus, 0);
    }

    /** The same for a device of the command line: its {@code bus} and {@code addr}. */
    void placePci(ZonedDevice device, String portId, QemuArgument argument, Rendering rendering) {
        int slot = pci.takeCommandLineSlot().orElseThrow(() -> noSlot(device));
        String address = "0x%x".formatted(slot);
        if (pci.root() == MachineBus.PCI) {
            argument.with("bus", pci.root().qemuName()).with("addr", address);
            return;
        }
        rendering
                .arguments()
                .add(QemuArgument.device("pcie-root-port", portId)
                        .with("bus", pci.root().qemuName())
                        .with("addr", address)
                        .with("chassis", pci.takeChassis()));
        argument.with("bus", portId);
    }

    /** Whether a shared controller or target is still to be made; from then on it is there. */
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

    /** Somebody edited an element that has an alias of ours. */
    AttachException notThere(ZonedDevice device, String alias, String kind) {
        return AttachException.conflict(
                device,
                domain,
                "the element with alias '" + alias + "' is no " + kind + " controller with an index.",
                "Mend it, or take it away, by 'virsh edit'.");
    }

    private AttachException noPort(ZonedDevice device) {
        return unsupported(
                device,
                "the guest has no PCIe root port that is free, and none can be added while it runs.",
                "Attach it with --config, for the next start; or give the domain root ports for devices to come: virt-xml "
                        + domain.name() + " --add-device --controller pci,model=pcie-root-port");
    }

    private AttachException noSlot(ZonedDevice device) {
        return unsupported(
                device,
                "no PCI slot is free on " + pci.root().qemuName() + " for its controller.",
                "Put several namespaces on one controller (controller=NAME), or LUNs on one target (target=NAME).");
    }
}
