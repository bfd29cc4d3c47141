package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.OptionalInt;

/** {@code <controller>}: a PCI bridge or port, a virtio-scsi or an NVMe controller. */
@XmlRootElement(name = "controller")
@XmlAccessorType(XmlAccessType.FIELD)
final class ControllerElement {
    @XmlAttribute
    String type;

    @XmlAttribute
    int index;

    @XmlAttribute
    String model;

    String serial;

    @XmlElement(name = "model")
    NamedElement modelName;

    PciTarget target;

    ScsiDriver driver;

    NamedElement alias;

    AddressElement address;

    private ControllerElement() {}

    /** @param maxSectors the longest transfer in sectors of 512 bytes; absent for QEMU's default */
    static ControllerElement virtioScsi(int index, OptionalInt maxSectors, String alias, AddressElement address) {
        ControllerElement controller = of("scsi", index, alias, address);
        controller.model = "virtio-scsi";
        maxSectors.ifPresent(sectors -> {
            controller.driver = new ScsiDriver();
            controller.driver.maxSectors = sectors;
        });
        return controller;
    }

    static ControllerElement nvme(int index, String serial, String alias, AddressElement address) {
        ControllerElement controller = of("nvme", index, alias, address);
        controller.serial = serial;
        return controller;
    }

    /** A root port, beside which there may be others. */
    static ControllerElement rootPort(int index, PciPlace place, int chassis, String alias) {
        ControllerElement controller =
                pci("pcie-root-port", "pcie-root-port", index, alias, AddressElement.pciOfSeveral(place));
        controller.target = new PciTarget();
        controller.target.chassis = chassis;
        // As libvirt fills it in: device and function number of the port itself.
        controller.target.port = "0x%x".formatted(place.devfn());
        return controller;
    }

    /** A bridge to a conventional bus, beside which there may be other functions. */
    static ControllerElement pciBridge(int index, PciPlace place, String alias) {
        ControllerElement controller =
                pci("pci-bridge", "pci-bridge", index, alias, AddressElement.pciOfSeveral(place));
        controller.target = new PciTarget();
        // As libvirt fills it in.
        controller.target.chassisNr = index;
        return controller;
    }

    private static ControllerElement pci(
            String model, String modelName, int index, String alias, AddressElement address) {
        ControllerElement controller = of("pci", index, alias, address);
        controller.model = model;
        controller.modelName = NamedElement.of(modelName);
        return controller;
    }

    private static ControllerElement of(String type, int index, String alias, AddressElement address) {
        ControllerElement controller = new ControllerElement();
        controller.type = type;
        controller.index = index;
        controller.alias = NamedElement.of(alias);
        controller.address = address;
        return controller;
    }

    /** {@code <driver>} of a SCSI controller. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class ScsiDriver {
        @XmlAttribute(name = "max_sectors")
        int maxSectors;
    }

    /** {@code <target>} of a PCI controller. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class PciTarget {
        @XmlAttribute
        Integer chassisNr;

        @XmlAttribute
        Integer chassis;

        @XmlAttribute
        String port;
    }
}
