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
    String multifunction;

    @XmlAttribute
    String target;

    @XmlAttribute
    String unit;

    private AddressElement() {}

    static AddressElement pci(PciPlace place) {
        AddressElement address = new AddressElement();
        address.type = "pci";
        address.domain = "0x0000";
        address.bus = "0x%02x".formatted(place.bus());
        address.slot = "0x%02x".formatted(place.slot());
        address.function = "0x%x".formatted(place.function());
        return address;
    }

    /** The same of a device that further functions of its slot may be beside. */
    static AddressElement pciOfSeveral(PciPlace place) {
        AddressElement address = pci(place);
        address.multifunction = place.function() == 0 ? "on" : null;
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
