package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;

/** {@code <address>}: where a device is in the guest, or a SCSI disk on the host. */
@XmlAccessorType(XmlAccessType.FIELD)
final class AddressElement {
    @XmlAttribute
    String type;

    @XmlAttribute
    String domain;

    @XmlAttribute
    String controller;

    @XmlAttribute
    String bus;

    @XmlAttribute
    String slot;

    @XmlAttribute
    String function;

    @XmlAttribute
    String target;

    @XmlAttribute
    String unit;

    private AddressElement() {}

    static AddressElement pci(int bus, int slot) {
        AddressElement address = new AddressElement();
        address.type = "pci";
        address.domain = "0x0000";
        address.bus = "0x%02x".formatted(bus);
        address.slot = "0x%02x".formatted(slot);
        address.function = "0x0";
        return address;
    }

    static AddressElement drive(int controller, int target, int unit) {
        AddressElement address = scsi(0, target, unit);
        address.type = "drive";
        address.controller = Integer.toString(controller);
        return address;
    }

    /** A SCSI disk's channel, target and LUN below its {@code <adapter>}. */
    static AddressElement scsi(int channel, int target, int lun) {
        AddressElement address = new AddressElement();
        address.bus = Integer.toString(channel);
        address.target = Integer.toString(target);
        address.unit = Integer.toString(lun);
        return address;
    }
}
