package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** Clones get devices of their own. The documents are those of the golden tests. */
class RebindingTest {
    private static final String ORIGINAL_UUID = "6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11";
    private static final String CLONE_UUID = "7f0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11";

    /** The same as in a domain that got them in the first place. */
    @Test
    void allWaysAreAsIfAttachedToTheClone() throws IOException {
        DomainDocument expected =
                DomainDocument.parse(Files.readString(golden("domains/q35.xml")).replace(ORIGINAL_UUID, CLONE_UUID));
        expected.attach(
                List.of(
                        device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=smr0"),
                        device(
                                Way.VIRTIO_SCSI,
                                "zbc:/var/lib/libvirt/zoned/zbc0-7f0ab8a0.raw,size=1G,zone-size=16M,name=zbc0"),
                        device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5,name=smr1"),
                        device(
                                Way.VHOST_SCSI,
                                "zbc:/var/lib/libvirt/zoned/zbc1-7f0ab8a0.raw,size=1G,zone-size=16M,name=zbc1"),
                        device(
                                Way.NVME_ZNS,
                                "/var/lib/libvirt/zoned/nvme/zns0-7f0ab8a0.raw,size=1G,zone-size=16M,name=zns0"),
                        device(Way.VIRTIO_BLK, "/dev/nullb0,name=null0")),
                Platform.ANY);

        DomainDocument clone = DomainDocument.parse(Files.readString(golden("refused-clone.in.xml")));
        List<Attachment> attachments = clone.rebind(Platform.ANY);

        assertEquals(expected.toXml(), clone.toXml());
        assertEquals(
                clone.devices(), attachments.stream().map(Attachment::device).toList());
    }

    @Test
    void whatTheUserSaidStays() throws IOException {
        assertEquals(
                Map.of(
                        "disk",
                        "{name=disk, wwpn=DERIVED, target=both, source=/dev/disk/by-id/wwn-0x5000c500a1b2c3d4, serial=S1}",
                        "own",
                        "{name=own, wwpn=naa.5001405a160fe2e1, managed=no}",
                        "n",
                        "{name=n, source=/srv/v.2/no-ending-7f0ab8a0, pool=p, vol=no-ending-7f0ab8a0, size=64M,"
                                + " zone-size=4M, logical-block-size=4096, uuid=DERIVED, nsid=7, controller=c,"
                                + " serial=SER1, rendering=native, preallocate=yes}",
                        "z",
                        "{name=z, wwpn=DERIVED, target=both, source=zbc:/srv/.hidden-7f0ab8a0, size=64M, zone-size=4M,"
                                + " conventional-zones=2, model=host-aware, block-size=4096, max-open=3,"
                                + " unit-serial=DERIVED, create=yes}"),
                rebound(
                        device(
                                Way.VHOST_SCSI,
                                "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=disk,target=both,wwpn=naa.5001405a160fe2e0,serial=S1"),
                        device(
                                Way.VHOST_SCSI,
                                "zbc:/srv/.hidden,name=z,target=both,size=64M,zone-size=4M,conventional-zones=2,"
                                        + "model=host-aware,block-size=4096,max-open=3,create=yes,"
                                        + "unit-serial=0b33bac1-f47d-8244-ad8d-1d5506aab931"),
                        device(Way.VHOST_SCSI, "wwpn=naa.5001405a160fe2e1,managed=no,name=own"),
                        device(
                                Way.NVME_ZNS,
                                "/srv/v.2/no-ending,pool=p,vol=no-ending,size=64M,zone-size=4M,logical-block-size=4096,"
                                        + "uuid=5e40ec5f-eeb6-4317-bc5e-c919796a5f79,nsid=7,controller=c,serial=SER1,"
                                        + "rendering=native,preallocate=yes,name=n")));
    }

    @Test
    void aDomainWithDevicesOfItsOwnStays() throws IOException {
        for (String file : List.of("domains/q35.xml", "all-ways-q35.out.xml")) {
            String document = Files.readString(golden(file));
            DomainDocument domain = DomainDocument.parse(document);

            assertEquals(List.of(), domain.rebind(Platform.ANY));

            assertEquals(document, domain.toXml());
        }
    }

    @Test
    void aFileWithoutRoomForItsNameIsRefused() throws IOException {
        DomainDocument clone =
                clone(device(Way.VIRTIO_SCSI, "zbc:/" + "z".repeat(250) + ",size=64M,zone-size=4M,name=z"));

        AttachException refusal = assertThrows(AttachException.class, () -> clone.rebind(Platform.ANY));

        assertEquals(
                "Cannot attach /" + "z".repeat(250)
                        + " to domain 'smr1' with virtio-scsi: the clone's own file would be"
                        + " named after it, but its path is '/" + "z".repeat(250)
                        + "-7f0ab8a0', expected at most 251 bytes, which is what tcmu-runner can take.",
                refusal.getMessage());
    }

    /** The words of each device, with those that follow from the clone's UUID as DERIVED. */
    private static Map<String, String> rebound(ZonedDevice... originals) throws IOException {
        DomainDocument clone = clone(originals);
        clone.rebind(Platform.ANY);
        DomainIdentity identity = clone.identity();
        return clone.devices().stream()
                .collect(Collectors.toMap(device -> device.name().text(), device -> Stream.of(
                                identity.wwpn(new DeviceName("both")),
                                identity.unitSerial(device.name()),
                                identity.namespaceUuid(device.name()))
                        .map(Object::toString)
                        .reduce(
                                DeviceWriter.words(device).toString(),
                                (words, derived) -> words.replace(derived, "DERIVED"))));
    }

    private static DomainDocument clone(ZonedDevice... originals) throws IOException {
        DomainDocument original = DomainDocument.parse(Files.readString(golden("domains/q35.xml")));
        original.attach(List.of(originals), Platform.of(Version.of(11, 0), Version.of(12, 0)));
        return DomainDocument.parse(original.toXml().replace("<uuid>" + ORIGINAL_UUID, "<uuid>" + CLONE_UUID));
    }

    private static ZonedDevice device(Way way, String words) {
        return VirtZoned.device(way, words);
    }

    private static Path golden(String file) {
        return Path.of("src/test/resources/golden", file);
    }
}
