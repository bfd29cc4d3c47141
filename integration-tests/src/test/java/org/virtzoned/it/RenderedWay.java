package org.virtzoned.it;

import java.nio.file.Path;
import java.util.List;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.domainxml.AttachException;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.domainxml.Platform;

/** What is asked for that versions of QEMU and libvirt make a difference to: a row of the version table. */
enum RenderedWay {
    LUN(Way.VIRTIO_SCSI, "DISK", Place.DEFINITION),
    SCSI_GENERIC(Way.VIRTIO_SCSI, "DISK,driver=scsi-generic,address=2:0:1:0", Place.DEFINITION),
    ZBC_BY_VIRTIO_SCSI(Way.VIRTIO_SCSI, "zbc:FILE,size=1G,zone-size=16M,create=yes", Place.DOCUMENT),
    VHOST_SCSI(Way.VHOST_SCSI, "DISK", Place.DOCUMENT),
    TUNED_VHOST_SCSI(Way.VHOST_SCSI, "DISK,queues=2,queue-size=256", Place.DOCUMENT),
    ZBC_BY_VHOST_SCSI(Way.VHOST_SCSI, "zbc:FILE,size=1G,zone-size=16M,create=yes", Place.DOCUMENT),
    NVME_ZNS(Way.NVME_ZNS, "FILE,size=64M,zone-size=4M", Place.DEFINITION),
    NVME_ZNS_BY_COMMAND_LINE(Way.NVME_ZNS, "FILE,size=64M,zone-size=4M,rendering=commandline", Place.DEFINITION),
    NATIVE_NVME_ZNS(Way.NVME_ZNS, "FILE,size=64M,zone-size=4M,rendering=native", Place.DEFINITION),
    NVME_ZNS_ON_IMAGE(Way.NVME_ZNS, "FILE,format=qcow2,size=64M,zone-size=4M", Place.DEFINITION),
    NVME_ZNS_ON_DEVICE(Way.NVME_ZNS, "DEVICE,size=64M,zone-size=4M", Place.DOCUMENT),
    VIRTIO_BLK(Way.VIRTIO_BLK, "DISK", Place.DEFINITION);

    /** How a libvirt gets it where the host has no zoned disk, no logical volume, no LIO and no KVM. */
    enum Place {
        /** By {@code attach}. */
        DEFINITION,
        /** By {@code filter}, for a domain with KVM; libvirt gets the document as one without. */
        DOCUMENT
    }

    private static final String DISK = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4";

    private static final String DOMAIN = """
            <domain type='kvm'>
              <name>guest</name>
              <uuid>2f4a1a5e-0b0c-4f6e-9a57-3a1c8f0f6a11</uuid>
              <memory unit='MiB'>256</memory>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
              </os>
            </domain>
            """;

    private final Way way;
    private final String words;
    private final Place place;

    RenderedWay(Way way, String words, Place place) {
        this.way = way;
        this.words = words;
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** The option, with words for the disk and the file; without those of the size, which make no difference. */
    String label() {
        return "--" + way.word() + " " + words.replaceFirst(",size=[^,]+,zone-size=[^,]+(,create=yes)?", ",…");
    }

    /** The option's two words, of a device that is called {@code z}. */
    List<String> option(Path file) {
        return List.of("--" + way.word(), value(file));
    }

    /** The form that it gets for versions of QEMU and libvirt, or why it gets none. */
    String form(Platform platform) {
        DomainDocument document = DomainDocument.parse(DOMAIN);
        try {
            document.attach(List.of(VirtZoned.device(way, value(Path.of("/z.raw")))), platform);
        } catch (AttachException e) {
            return RenderedForm.refused(e.getMessage());
        }
        return RenderedForm.in(document.toXml());
    }

    private String value(Path file) {
        return words.replace("DISK", DISK).replace("DEVICE", "/dev/vg0/zns").replace("FILE", file.toString())
                + ",name=z";
    }
}
