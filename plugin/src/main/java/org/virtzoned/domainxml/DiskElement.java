package org.virtzoned.domainxml;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.SourcePath;

/** {@code <disk>}, which takes no part in snapshots: an overlay would not be zoned. */
@XmlRootElement(name = "disk")
@XmlAccessorType(XmlAccessType.FIELD)
final class DiskElement {
    @XmlAttribute
    String type;

    @XmlAttribute
    String device;

    @XmlAttribute
    String snapshot;

    DiskDriver driver;

    SourceElement source;

    DiskTarget target;

    NamedElement alias;

    AddressElement address;

    private DiskElement() {}

    /** A SCSI disk that QEMU's {@code scsi-block} passes through. */
    static DiskElement lun(SourcePath path, String targetName, String alias, AddressElement address) {
        return block("lun", "scsi", path, targetName, alias, address);
    }

    /** A block device that QEMU's {@code virtio-blk} gives to the guest. */
    static DiskElement virtio(SourcePath path, String targetName, String alias, AddressElement address) {
        return block("disk", "virtio", path, targetName, alias, address);
    }

    /** A file or a block device behind QEMU's {@code nvme-ns}. */
    static DiskElement nvme(
            NamespaceFile file, String targetName, String discard, String alias, AddressElement address) {
        SourcePath path = file.path().orElseThrow();
        DiskElement disk = new DiskElement();
        disk.type = file.isDevice() ? "block" : "file";
        disk.device = "disk";
        disk.source = file.isDevice() ? SourceElement.block(path) : SourceElement.file(path);
        disk.driver = new DiskDriver();
        disk.driver.type = file.format().toString();
        disk.driver.discard = discard;
        disk.place(targetName, "nvme", alias, address);
        return disk;
    }

    private static DiskElement block(
            String device, String bus, SourcePath path, String targetName, String alias, AddressElement address) {
        DiskElement disk = new DiskElement();
        disk.type = "block";
        disk.device = device;
        disk.source = SourceElement.block(path);
        disk.driver = new DiskDriver();
        // A page cache would gather writes and send them in another order, which zones refuse.
        disk.driver.cache = "none";
        disk.place(targetName, bus, alias, address);
        return disk;
    }

    private void place(String targetName, String bus, String aliasName, AddressElement where) {
        snapshot = "no";
        target = new DiskTarget();
        target.dev = targetName;
        target.bus = bus;
        alias = NamedElement.of(aliasName);
        address = where;
    }

    /** {@code <driver>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class DiskDriver {
        @XmlAttribute
        final String name = "qemu";

        @XmlAttribute
        String type = "raw";

        @XmlAttribute
        String cache;

        @XmlAttribute
        String discard;
    }

    /** {@code <target>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class DiskTarget {
        @XmlAttribute
        String dev;

        @XmlAttribute
        String bus;
    }
}
