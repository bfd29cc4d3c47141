package org.virtzoned.domainxml;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * The bus that a machine has from the start, and that the controllers of zoned devices are on.
 *
 * <p>In a document that libvirt has filled in, its root controller says which it is. Else it follows from the architecture
 * and the machine, as libvirt chooses the root controller (qemu_postparse.c, qemuDomainDefAddDefaultDevices; before libvirt
 * 11.2 in qemu_domain.c). Distributions have names of their own for machines ({@code ubuntu}, {@code virt-rhel9.6.0}): one
 * that is not known is taken for what is usual on its architecture, and libvirt has the last word.
 */
enum MachineBus {
    /** q35, virt: devices sit on root ports. */
    PCIE,
    /** i440fx, pseries: devices sit on the bus itself. */
    PCI,
    /** s390x: virtio devices are channel devices, whose addresses libvirt assigns. NVMe controllers do not exist there. */
    CCW;

    private static final Set<String> S390 = Set.of("s390x", "s390");

    /** Machines of these architectures have PCI Express, if they have PCI at all. */
    private static final Set<String> WITH_PCIE = Set.of("aarch64", "armv7l", "riscv64", "riscv32", "loongarch64");

    private static final Set<String> WITH_PCI = Set.of(
            "x86_64",
            "i686",
            "ppc64",
            "ppc64le",
            "ppc",
            "sparc64",
            "alpha",
            "sh4",
            "sh4eb",
            "mips",
            "mipsel",
            "mips64",
            "mips64el",
            "armv6l",
            "armv7b");

    /** Boards of QEMU's without PCI, or whose PCI libvirt does not use. */
    private static final Pattern WITHOUT_PCI = Pattern.compile("none|isapc|microvm|xenpv|vexpress-.*|raspi.*|mps[23]-.*"
            + "|sbsa-ref|cubieboard|xlnx-.*|.*-bmc|sifive_.*|spike|shakti_c|microchip-icicle-kit|boston|fuloong2e"
            + "|loongson3-virt|magnum|pica61|mipssim");

    /** What a machine's name says, whatever the architecture: a document may leave that out. */
    private static final Map<Pattern, MachineBus> BY_NAME = Map.of(
            Pattern.compile(".*q35.*|virt|virt-.*"), PCIE,
            Pattern.compile("pc|pc-i440fx.*|pc-[01]\\..*|pseries.*|malta|versatilepb|realview-eb.*"), PCI,
            Pattern.compile("s390-ccw.*"), CCW);

    /** Architectures on whose machines QEMU numbers conventional buses (virQEMUCapsHasPCIMultiBus of libvirt). */
    private static final Set<String> WITH_NUMBERED_BUSES = Set.of("", "x86_64", "i686", "ppc64", "ppc64le", "ppc");

    /** The bus' name in arguments of QEMU's command line; empty for one that they cannot name. */
    String qemuName(DomainDocument domain) {
        return switch (this) {
            case PCIE -> "pcie.0";
            case PCI -> WITH_NUMBERED_BUSES.contains(domain.architecture()) ? "pci.0" : "pci";
            case CCW -> "";
        };
    }

    /** The bus of the domain's machine, empty where it has none that our devices can be on. */
    static Optional<MachineBus> of(DomainDocument domain) {
        String architecture = domain.architecture();
        String machine = domain.machine();
        // First: libvirt adds a PCI root there, too, but has virtio devices on it only where they are told to be.
        if (S390.contains(architecture) && !machine.equals("none")) {
            return Optional.of(CCW);
        }
        for (Element controller : domain.deviceElements("controller")) {
            String model = controller.getAttribute("model");
            if (model.equals("pcie-root")) {
                return Optional.of(PCIE);
            }
            if (model.equals("pci-root")) {
                return Optional.of(PCI);
            }
        }
        return ofMachine(architecture, machine);
    }

    private static Optional<MachineBus> ofMachine(String architecture, String machine) {
        if (WITHOUT_PCI.matcher(machine).matches()) {
            return Optional.empty();
        }
        boolean pcie = WITH_PCIE.contains(architecture);
        // libvirt takes the host's where it is left out, which is x86_64 for most.
        if (!pcie && !WITH_PCI.contains(architecture) && !architecture.isEmpty()) {
            return Optional.empty();
        }
        return BY_NAME.entrySet().stream()
                .filter(bus -> bus.getKey().matcher(machine).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.of(pcie ? PCIE : PCI));
    }
}
