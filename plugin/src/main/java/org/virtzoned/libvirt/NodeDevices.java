package org.virtzoned.libvirt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.Device;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.w3c.dom.Element;

/** What libvirt tells of the devices of its host, which can be another one. Nothing in it is about zones. */
final class NodeDevices {
    /** The kernel's driver for disks. */
    private static final String DISK_DRIVER = "sd";

    private final Connect connect;
    private final String act;

    NodeDevices(Connect connect, String uri) {
        this.connect = connect;
        this.act = "Cannot list the devices of the host of '" + uri + "'";
    }

    List<HostManagedDisk> hostManagedDisks() {
        return hostManagedDisks(documents("scsi"), documents("scsi_generic"));
    }

    /**
     * The host-managed disks among SCSI devices. libvirt knows no word for their type (0x14), and leaves it out
     * (node_device_udev.c, udevGetSCSIType). Of the others that it leaves out, the driver for disks takes none but RBC's
     * (0x0e; drivers/scsi/sd.c, sd_probe), which was FireWire's.
     *
     * @param scsi documents of devices with the capability {@code scsi}
     * @param generic documents of devices with the capability {@code scsi_generic}
     */
    static List<HostManagedDisk> hostManagedDisks(List<String> scsi, List<String> generic) {
        Map<String, SourcePath> nodes = new HashMap<>();
        for (Element device : roots(generic)) {
            Elements.child(device, "capability")
                    .flatMap(capability -> Elements.child(capability, "char"))
                    .ifPresent(node -> nodes.put(
                            text(device, "parent"),
                            new SourcePath(node.getTextContent().strip())));
        }
        List<HostManagedDisk> disks = new ArrayList<>();
        for (Element device : roots(scsi)) {
            Optional<Element> capability = Elements.child(device, "capability");
            boolean isDisk = Elements.child(device, "driver")
                    .filter(driver -> text(driver, "name").equals(DISK_DRIVER))
                    .isPresent();
            if (isDisk
                    && capability
                            .filter(scsiOf -> text(scsiOf, "type").isEmpty())
                            .isPresent()) {
                disks.add(new HostManagedDisk(
                        address(capability.get()), Optional.ofNullable(nodes.get(text(device, "name")))));
            }
        }
        disks.sort(Comparator.comparing(HostManagedDisk::address, Comparator.naturalOrder()));
        return disks;
    }

    private static ScsiAddress address(Element capability) {
        return ScsiAddress.parse(String.join(
                ":",
                text(capability, "host"),
                text(capability, "bus"),
                text(capability, "target"),
                text(capability, "lun")));
    }

    private List<String> documents(String capability) {
        List<String> documents = new ArrayList<>();
        for (String name : LibvirtCall.of(act, () -> connect.listDevices(capability))) {
            document(name).ifPresent(documents::add);
        }
        return documents;
    }

    /** Empty where the device has gone since it was listed. */
    private Optional<String> document(String name) {
        return LibvirtCall.of(act, () -> {
            try {
                Device device = connect.deviceLookupByName(name);
                try {
                    return Optional.of(device.getXMLDescription());
                } finally {
                    device.free();
                }
            } catch (LibvirtException e) {
                if (e.getError().getCode() == ErrorNumber.VIR_ERR_NO_NODE_DEVICE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static List<Element> roots(List<String> documents) {
        return documents.stream()
                .map(document -> XmlReader.read(document).getDocumentElement())
                .toList();
    }

    private static String text(Element parent, String child) {
        return Elements.child(parent, child)
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }
}
