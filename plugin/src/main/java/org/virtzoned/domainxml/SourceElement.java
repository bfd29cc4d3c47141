package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.Wwpn;

/** {@code <source>}: what of the host is behind a disk or a host device. */
@XmlAccessorType(XmlAccessType.FIELD)
final class SourceElement {
    @XmlAttribute
    String dev;

    @XmlAttribute
    String file;

    @XmlAttribute
    String protocol;

    @XmlAttribute
    String wwpn;

    NamedElement adapter;

    AddressElement address;

    private SourceElement() {}

    static SourceElement block(SourcePath path) {
        SourceElement source = new SourceElement();
        source.dev = path.text();
        return source;
    }

    static SourceElement file(SourcePath path) {
        SourceElement source = new SourceElement();
        source.file = path.text();
        return source;
    }

    static SourceElement vhost(Wwpn wwpn) {
        SourceElement source = new SourceElement();
        source.protocol = "vhost";
        source.wwpn = wwpn.text();
        return source;
    }

    static SourceElement scsi(ScsiAddress scsiAddress) {
        SourceElement source = new SourceElement();
        source.adapter = NamedElement.of("scsi_host" + scsiAddress.host());
        source.address = AddressElement.scsi(scsiAddress.channel(), scsiAddress.target(), scsiAddress.lun());
        return source;
    }
}
