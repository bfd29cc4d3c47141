package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** What is rendered for a guest that runs: no port of its own, and places left to libvirt. */
class HotPlugTest {
    private static final ZonedDevice DISK =
            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=smr0,max-transfer=512K");
    private static final ZonedDevice VHOST =
            VirtZoned.device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5,name=vhost0");

    private static final String PORTS = """
            <controller type='pci' index='0' model='pcie-root'/>
                <controller type='pci' index='1' model='pcie-root-port'/>
                <controller type='pci' index='2' model='pcie-root-port'><target chassis='2' hotplug='off'/></controller>
                <controller type='pci' index='3' model='pcie-root-port'/>
                <interface type='user'><address type='pci' bus='0x01' slot='0x00'/></interface>""";

    private static final String GUEST = """
            <domain type='kvm' id='4'>
              <name>guest</name>
              <uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11</uuid>
              <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>
              <devices>
                %s
              </devices>
            </domain>
            """;

    @Test
    void aDiskComesWithAControllerOnAFreePort() {
        DomainDocument guest = guest(PORTS);
        DomainDocument before = guest(PORTS);

        guest.attach(List.of(DISK), Platform.ANY, Affect.LIVE);

        List<DeviceElement> elements = guest.pluggableNotIn(before);
        assertEquals(
                List.of("ua-zoned-virtio-scsi-1-ctl", "ua-zoned-smr0"),
                elements.stream().map(DeviceElement::alias).toList());
        assertEquals("""
                <controller type='scsi' index='0' model='virtio-scsi'>
                      <driver max_sectors='1024'/>
                      <alias name='ua-zoned-virtio-scsi-1-ctl'/>
                    </controller>\
                """, elements.get(0).xml());
        assertEquals(List.of(), guest.incompleteDevices());
    }

    @Test
    void theRecordAloneHasNoNamespace() {
        DomainDocument guest = guest(PORTS);
        assertEquals(Optional.empty(), guest.record());

        guest.attach(List.of(DISK), Platform.ANY, Affect.LIVE);

        assertEquals(
                Optional.of("<devices uuid='6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11' created='metadata'>"
                        + "<device way='virtio-scsi' name='smr0' source='/dev/disk/by-id/wwn-0x5000c500a1b2c3d4'"
                        + " max-transfer='512K'/></devices>"),
                guest.record());
    }

    /** Of the two that nothing is on, one has hot plug switched off. */
    @Test
    void withoutAFreePortItIsRefused() {
        AttachException refused = assertThrows(
                AttachException.class, () -> guest(PORTS).attach(List.of(VHOST, DISK), Platform.ANY, Affect.LIVE));

        assertEquals(
                "Cannot attach /dev/disk/by-id/wwn-0x5000c500a1b2c3d4 to domain 'guest' with virtio-scsi: the guest has no"
                        + " PCIe root port that is free, and none can be added while it runs.",
                refused.getMessage());
    }

    @Test
    void aFurtherLunOfATargetIsRefused() {
        DomainDocument guest = guest(PORTS);
        guest.attach(List.of(VHOST), Platform.ANY, Affect.LIVE);
        ZonedDevice lun =
                VirtZoned.device(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d6,name=lun1,target=vhost0");

        assertTrue(assertThrows(AttachException.class, () -> guest.attach(List.of(lun), Platform.ANY, Affect.LIVE))
                .getMessage()
                .endsWith(
                        "the guest runs with target 'vhost0' already, and libvirt cannot say when a LUN of it has come or"
                                + " gone."));
    }

    @Test
    void anNvmeNamespaceIsRefused() {
        ZonedDevice namespace = VirtZoned.device(Way.NVME_ZNS, "/srv/z.raw,size=64M,zone-size=4M");

        assertTrue(assertThrows(
                        AttachException.class, () -> guest(PORTS).attach(List.of(namespace), Platform.ANY, Affect.LIVE))
                .getMessage()
                .endsWith(
                        ": its guest runs, and neither libvirt nor QEMU's command line can plug an NVMe namespace into"
                                + " it."));
    }

    @Test
    void onPciItNeedsNoPort() {
        DomainDocument guest = DomainDocument.parse(GUEST.formatted("").replace("pc-q35-7.2", "pc-i440fx-7.2"));
        DomainDocument before = DomainDocument.parse(guest.toXml());

        guest.attach(List.of(VHOST), Platform.ANY, Affect.LIVE);

        assertEquals(
                Set.of("ua-zoned-vhost0"),
                Set.copyOf(guest.pluggableNotIn(before).stream()
                        .map(DeviceElement::alias)
                        .toList()));
    }

    /** What a killed one left is its record alone. */
    @Test
    void aDeviceThatIsOnlyRecordedIsPluggedIn() {
        DomainDocument whole = guest(PORTS);
        whole.attach(List.of(DISK), Platform.ANY, Affect.LIVE);
        DomainDocument recorded = DomainDocument.parse(whole.toXml()
                .replaceAll("(?s)<disk.*</disk>", "")
                .replaceAll("(?s)<controller type='scsi'.*?</controller>", ""));
        assertEquals(whole.devices(), recorded.incompleteDevices());
        DomainDocument before = DomainDocument.parse(recorded.toXml());

        List<Attachment> attachments = recorded.attach(List.of(DISK), Platform.ANY, Affect.LIVE);

        assertEquals(List.of(new Attachment(whole.devices().get(0), true)), attachments);
        assertEquals(2, recorded.pluggableNotIn(before).size());
        assertEquals(whole.record(), recorded.record());
    }

    private static DomainDocument guest(String devices) {
        return DomainDocument.parse(GUEST.formatted(devices));
    }
}
