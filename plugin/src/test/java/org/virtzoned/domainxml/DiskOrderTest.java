package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/**
 * The order in which a guest finds the disks of a domain: that in which they were asked for, and none before one that is there.
 * Boots of real guests show the same: {@code DiskOrderIT}.
 */
class DiskOrderTest {
    private static final Platform OLD = Platform.of(Version.of(10, 0), Version.of(11, 3));
    private static final Platform NEW = Platform.of(Version.of(11, 1), Version.of(12, 8));

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void isThatOfTheRequests(String machine) {
        for (Platform platform : List.of(OLD, NEW)) {
            DomainDocument domain = domain(machine, "");

            domain.attach(List.of(nvme("z"), blk("y"), vhost("x"), nvme("a"), blk("b"), vhost("c")), platform);

            assertEquals(List.of("z", "a"), order(domain, DiskFamily.NVME));
            assertEquals(List.of("y", "b"), order(domain, DiskFamily.VIRTIO_BLK));
            assertEquals(List.of("x", "c"), order(domain, DiskFamily.SCSI));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void keepsWhatIsThereFirstWhateverGoesAndComes(String machine) {
        for (Platform platform : List.of(OLD, NEW)) {
            DomainDocument domain = domain(machine, "");
            domain.attach(List.of(nvme("a"), nvme("b"), nvme("c"), blk("d"), blk("e")), platform);

            domain.detach(List.of("a", "d"));
            domain.attach(List.of(nvme("a")), platform);
            domain.detach(List.of("b"));
            domain.attach(List.of(nvme("f"), nvme("b"), blk("d")), platform);

            assertEquals(List.of("c", "a", "f", "b"), order(domain, DiskFamily.NVME));
            assertEquals(List.of("e", "d"), order(domain, DiskFamily.VIRTIO_BLK));
            domain.detachAll();
            assertEquals(domain(machine, "").toXml(), domain.toXml());
        }
    }

    /** Its controller stays below another's, without the serial number. */
    @Test
    void aDeviceThatWentGivesUpItsSerialNumber() {
        DomainDocument domain = domain("q35", "");
        domain.attach(List.of(nvme("a"), nvme("b")), NEW);

        domain.detach(List.of("a"));
        domain.attach(
                List.of(TestDevices.device(Way.NVME_ZNS, "/srv/c.raw,name=c,serial=a,size=64M,zone-size=4M")), NEW);

        assertEquals(List.of("b", "c"), order(domain, DiskFamily.NVME));
    }

    /** Disks on one controller come before those of a later one. */
    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void disksJoinNoControllerThatOthersFollow(String machine) {
        DomainDocument domain = domain(machine, "");

        domain.attach(List.of(scsi("a"), scsi("b"), vhost("c"), scsi("d"), scsi("e")), OLD);
        domain.detach(List.of("d"));
        domain.attach(List.of(scsi("d")), OLD);

        String xml = domain.toXml();
        assertEquals(List.of("0:0", "0:1"), List.of(drive(xml, "a"), drive(xml, "b")));
        assertEquals(List.of("1:1", "1:2"), List.of(drive(xml, "e"), drive(xml, "d")));
        assertEquals(List.of("virtio-scsi-1-ctl", "c", "virtio-scsi-2-ctl"), order(domain, DiskFamily.SCSI));
    }

    @Test
    void oursComeAfterTheUsersOwnOnAPcieMachine() {
        DomainDocument domain = domain("q35", """
                <controller type='pci' index='1' model='pcie-root-port'>
                  <address type='pci' bus='0x00' slot='0x14' function='0x3'/>
                </controller>
                <disk type='file' device='disk'>
                  <target dev='vda' bus='virtio'/>
                  <alias name='ua-theirs'/>
                  <address type='pci' bus='0x01' slot='0x00' function='0x0'/>
                </disk>
                """);

        domain.attach(List.of(blk("a"), nvme("b")), NEW);

        assertEquals(List.of("theirs", "a"), order(domain, DiskFamily.VIRTIO_BLK));
        assertTrue(domain.toXml().contains("slot='0x15' function='0x0' multifunction='on'"), domain.toXml());
        assertTrue(domain.toXml().contains("slot='0x10' function='0x0' multifunction='on'"), domain.toXml());
    }

    /** As libvirt before 3.2 laid out a q35 machine: all disks are behind the last slot. */
    @Test
    void oursComeAfterTheUsersOwnBehindADmiToPciBridge() {
        DomainDocument domain = domain("q35", """
                <controller type='pci' index='1' model='dmi-to-pci-bridge'>
                  <address type='pci' bus='0x00' slot='0x1e' function='0x0'/>
                </controller>
                <controller type='pci' index='2' model='pci-bridge'>
                  <address type='pci' bus='0x01' slot='0x01' function='0x0'/>
                </controller>
                <disk type='file' device='disk'>
                  <target dev='vda' bus='virtio'/>
                  <alias name='ua-theirs'/>
                  <address type='pci' bus='0x02' slot='0x05' function='0x0'/>
                </disk>
                """);

        domain.attach(List.of(blk("a")), NEW);

        assertEquals(List.of("theirs", "a"), order(domain, DiskFamily.VIRTIO_BLK));
        assertTrue(domain.toXml().contains("bus='0x02' slot='0x06'"), domain.toXml());
    }

    /** What libvirt does with more disks than pci.0 has slots. */
    @Test
    void oursComeAfterTheUsersOwnOfAFullPciBus() {
        StringBuilder devices = new StringBuilder("""
                <controller type='pci' index='1' model='pci-bridge'>
                  <address type='pci' bus='0x00' slot='0x02' function='0x0'/>
                </controller>
                """);
        for (int slot = 3; slot <= 0x1f; slot++) {
            devices.append("""
                    <disk type='file' device='disk'><target dev='vd%c' bus='virtio'/><alias name='ua-u%d'/>
                      <address type='pci' bus='0x00' slot='%d' function='0x0'/></disk>
                    """.formatted((char) ('a' + slot % 26), slot, slot));
        }
        devices.append("""
                <disk type='file' device='disk'><target dev='vdzz' bus='virtio'/><alias name='ua-last'/>
                  <address type='pci' bus='0x01' slot='0x01' function='0x0'/></disk>
                """);
        DomainDocument domain = domain("pc", devices.toString());

        domain.attach(List.of(blk("a")), OLD);

        List<String> order = order(domain, DiskFamily.VIRTIO_BLK);
        assertEquals(List.of("last", "a"), order.subList(order.size() - 2, order.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q35", "pc"})
    void oursComeAfterControllersOfQemusCommandLine(String machine) {
        DomainDocument domain = DomainDocument.parse(domain(machine, "").toXml().replace("</domain>", """
                        <q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>
                          <q:arg value='-device'/><q:arg value='pcie-root-port,id=rp,bus=pcie.0,addr=12.2,chassis=9'/>
                          <q:arg value='-device'/><q:arg value='nvme,id=mine,serial=S1,bus=%s'/>
                        </q:commandline></domain>""".formatted(
                        machine.equals("q35") ? "rp" : "pci.0,addr=0x1d")));

        domain.attach(List.of(nvme("a")), OLD);
        domain.attach(List.of(nvme("b")), NEW);

        assertEquals(List.of("mine", "a", "b"), order(domain, DiskFamily.NVME));
    }

    /** A number is slot and function in one. */
    @Test
    void numbersInJsonAreOtherPlaces() {
        DomainDocument domain = DomainDocument.parse(domain("pc", "").toXml().replace("</domain>", """
                        <q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='-device'/>
                        <q:arg value='{"driver":"pci-testdev","bus":"pci.0","addr":128}'/></q:commandline></domain>"""));

        domain.attach(List.of(blk("a")), NEW);

        assertTrue(domain.toXml().contains("bus='0x00' slot='0x11'"), domain.toXml());
    }

    @Test
    void aPlaceBeforeTheUsersOwnIsRefused() {
        DomainDocument domain = domain("q35", """
                <controller type='pci' index='1' model='pcie-root-port'>
                  <address type='pci' bus='0x00' slot='0x1e' function='0x7'/>
                </controller>
                <disk type='file' device='disk'>
                  <target dev='vda' bus='virtio'/>
                  <address type='pci' bus='0x01' slot='0x00' function='0x0'/>
                </disk>
                """);

        AttachException refusal = assertThrows(AttachException.class, () -> domain.attach(List.of(blk("a")), NEW));

        assertTrue(refusal.getMessage().contains("no PCI slot is free on pcie.0 after the domain's other disks"));
    }

    /** The devices of a family in the order in which Linux finds them, by their names. */
    private static List<String> order(DomainDocument domain, DiskFamily family) {
        PciTopology topology = PciTopology.of(domain, MachineBus.of(domain).orElseThrow());
        record Found(PciPlace place, String name) {}
        List<Found> found = new ArrayList<>();
        domain.deviceElements().stream()
                .filter(element -> DiskFamily.of(element).contains(family))
                .forEach(element -> PciTopology.placeOf(element)
                        .ifPresent(place -> found.add(new Found(
                                place,
                                org.virtzoned.xml.Elements.childAttribute(element, "alias", "name")
                                        .replaceAll("^ua-(zoned-)?", "")))));
        domain.qemuDevices().stream()
                .filter(device -> DiskFamily.ofDriver(device.driver()).contains(family))
                .forEach(device -> found.add(new Found(
                        topology.placesOfArguments().get(device.id()),
                        device.id().replaceAll("^zoned-", ""))));
        return found.stream()
                .sorted((one, other) -> topology.order(one.place(), other.place()))
                .map(device -> family == DiskFamily.NVME ? device.name().replaceAll("-ctl$", "") : device.name())
                .filter(name -> !name.startsWith("spare-"))
                .toList();
    }

    private static String drive(String xml, String name) {
        String element = xml.substring(xml.indexOf("<alias name='ua-zoned-" + name + "'/>"));
        return element.replaceAll("(?s)^.*?controller='(\\d+)' bus='0' target='(\\d+)'.*$", "$1:$2");
    }

    private static ZonedDevice nvme(String name) {
        return TestDevices.device(Way.NVME_ZNS, "/srv/" + name + ".raw,name=" + name + ",size=64M,zone-size=4M");
    }

    private static ZonedDevice blk(String name) {
        return TestDevices.device(Way.VIRTIO_BLK, "/dev/disk/by-id/" + name + ",name=" + name);
    }

    private static ZonedDevice vhost(String name) {
        return TestDevices.device(Way.VHOST_SCSI, "/dev/disk/by-id/" + name + ",name=" + name);
    }

    private static ZonedDevice scsi(String name) {
        return TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/" + name + ",name=" + name);
    }

    private static DomainDocument domain(String machine, String devices) {
        return TestDevices.domain("order", machine, devices);
    }
}
