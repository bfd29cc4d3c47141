package org.virtzoned.domainxml;

import java.util.EnumSet;
import java.util.Set;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * Disks that Linux numbers together, in the order of the PCI addresses of their controllers: a controller that is placed
 * before another one of its family renames the other's disks.
 */
enum DiskFamily {
    /** {@code vda}: a PCI function for each disk. */
    VIRTIO_BLK,
    /** {@code sda}: SCSI, SATA and IDE controllers. */
    SCSI,
    /** {@code nvme0n1}: NVMe controllers. */
    NVME;

    /** The families that a device element of libvirt's may have disks of. A drive of the host's may be of any. */
    static Set<DiskFamily> of(Element device) {
        String type = device.getAttribute("type");
        return switch (device.getTagName()) {
            case "disk" ->
                Elements.childAttribute(device, "target", "bus").equals("virtio")
                        ? EnumSet.of(VIRTIO_BLK)
                        : EnumSet.noneOf(DiskFamily.class);
            case "controller" ->
                switch (type) {
                    case "scsi", "sata", "ide" -> EnumSet.of(SCSI);
                    case "nvme" -> EnumSet.of(NVME);
                    default -> EnumSet.noneOf(DiskFamily.class);
                };
            case "hostdev" ->
                switch (type) {
                    case "pci" -> EnumSet.allOf(DiskFamily.class);
                    case "scsi_host" -> EnumSet.of(SCSI);
                    default -> EnumSet.noneOf(DiskFamily.class);
                };
            default -> EnumSet.noneOf(DiskFamily.class);
        };
    }

    /** The families that a device of QEMU's may have disks of, by the name of its driver. */
    static Set<DiskFamily> ofDriver(String driver) {
        if (driver.equals("nvme")) {
            return EnumSet.of(NVME);
        }
        if (driver.startsWith("virtio-blk") || driver.startsWith("vhost-user-blk")) {
            return EnumSet.of(VIRTIO_BLK);
        }
        if (driver.startsWith("vfio-pci")) {
            return EnumSet.allOf(DiskFamily.class);
        }
        boolean scsi = driver.startsWith("virtio-scsi")
                || driver.startsWith("vhost-scsi")
                || driver.startsWith("vhost-user-scsi")
                || driver.startsWith("lsi")
                || driver.startsWith("megasas")
                || driver.startsWith("mptsas")
                || driver.equals("pvscsi")
                || driver.equals("am53c974")
                || driver.endsWith("ahci");
        return scsi ? EnumSet.of(SCSI) : EnumSet.noneOf(DiskFamily.class);
    }
}
