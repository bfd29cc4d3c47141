package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.Wwpn;

/** {@code <hostdev mode='subsystem'>}: a SCSI disk by its SG node, or a vhost-scsi target. */
@XmlRootElement(name = "hostdev")
@XmlAccessorType(XmlAccessType.FIELD)
final class HostdevElement {
    @XmlAttribute
    final String mode = "subsystem";

    @XmlAttribute
    String type;

    /** libvirt defines {@code managed='yes'} here and fails at start. */
    @XmlAttribute
    final String managed = "no";

    SourceElement source;

    NamedElement alias;

    AddressElement address;

    private HostdevElement() {}

    /** A SCSI disk that QEMU's {@code scsi-generic} passes through. */
    static HostdevElement scsi(ScsiAddress disk, String alias, AddressElement address) {
        return of("scsi", SourceElement.scsi(disk), alias, address);
    }

    /** A target of the kernel's vhost-scsi. */
    static HostdevElement vhost(Wwpn wwpn, String alias, AddressElement address) {
        return of("scsi_host", SourceElement.vhost(wwpn), alias, address);
    }

    private static HostdevElement of(String type, SourceElement source, String alias, AddressElement address) {
        HostdevElement hostdev = new HostdevElement();
        hostdev.type = type;
        hostdev.source = source;
        hostdev.alias = NamedElement.of(alias);
        hostdev.address = address;
        return hostdev;
    }
}
