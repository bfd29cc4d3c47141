package org.virtzoned.domainxml;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** The bus that a machine has from the start, which the controllers of zoned devices are on. */
enum MachineBus {
    /** q35, virt: devices sit on root ports. */
    PCIE("pcie.0"),
    /** i440fx, pseries: devices sit on the bus itself. */
    PCI("pci.0");

    private final String qemuName;

    MachineBus(String qemuName) {
        this.qemuName = qemuName;
    }

    /** The bus' name in arguments of QEMU's command line. */
    String qemuName() {
        return qemuName;
    }

    /** The bus of the domain's machine, empty where it has none that our devices can be on. */
    static Optional<MachineBus> of(DomainDocument domain) {
        for (Element controller : domain.deviceElements("controller")) {
            String model = controller.getAttribute("model");
            if (model.equals("pcie-root")) {
                return Optional.of(PCIE);
            }
            if (model.equals("pci-root")) {
                return Optional.of(PCI);
            }
        }
        return ofMachine(domain.architecture(), domain.machine());
    }

    /** As libvirt chooses the root controller (qemuDomainDefAddDefaultDevices). */
    private static Optional<MachineBus> ofMachine(String architecture, String machine) {
        if (machine.equals("q35") || machine.startsWith("pc-q35-")) {
            return Optional.of(PCIE);
        }
        if (machine.equals("pc") || machine.startsWith("pc-")) {
            return Optional.of(PCI);
        }
        if (machine.equals("virt") || machine.startsWith("virt-")) {
            return Optional.of(PCIE);
        }
        if (machine.startsWith("pseries")) {
            return Optional.of(PCI);
        }
        boolean x86 = List.of("", "x86_64", "i686").contains(architecture);
        return machine.isEmpty() && x86 ? Optional.of(PCI) : Optional.empty();
    }
}
