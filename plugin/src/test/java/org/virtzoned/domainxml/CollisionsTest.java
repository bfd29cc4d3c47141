package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

class CollisionsTest {
    private static final ZonedDevice NVME =
            TestDevices.device(Way.NVME_ZNS, "/srv/z.raw,name=zns0,size=64M,zone-size=4M");
    private static final ZonedDevice SCSI = TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/d,name=smr0");

    @Test
    void thereAreNoneAtFirst() {
        for (String machine : List.of("q35", "pc")) {
            assertEquals(Map.of(), collisions(attached(machine)));
        }
    }

    @Test
    void aSerialNumber() {
        assertEquals(
                Map.of(
                        "zns0",
                        List.of(
                                "its serial number 'zns0' is also that of an argument of the domain's <qemu:commandline>, and"
                                        + " the guest rejects one of the two")),
                collisions(withArgument(attached("q35"), "nvme,id=n,serial=zns0")));
    }

    @Test
    void aSerialNumberOfAControllerOfLibvirts() {
        assertEquals(
                Map.of(
                        "zns0",
                        List.of(
                                "its serial number 'zns0' is also that of an NVMe controller of the domain, and the guest"
                                        + " rejects one of the two")),
                collisions(attached("q35")
                        .replace(
                                "</devices>",
                                "<controller type='nvme' index='0'><serial>zns0</serial></controller></devices>")));
    }

    @Test
    void aPlaceBesideABridge() {
        assertEquals(
                Map.of(
                        "zns0",
                        List.of("in PCI slot 0x1c, function 1, of bus 0 are several devices: zoned-zns0-ctl, mine")),
                collisions(withArgument(
                        attached("pc"),
                        "{\"driver\":\"nvme\",\"id\":\"mine\",\"serial\":\"s\",\"bus\":\"pci.0\",\"addr\":225}")));
    }

    /** The port that the controller of disks is behind. */
    @Test
    void thePlaceOfAPort() {
        assertEquals(
                Map.of(
                        "smr0",
                        List.of(
                                "in PCI slot 0x10, function 0, of bus 0 are several devices: ua-zoned-virtio-scsi-1-port,"
                                        + " e1000e")),
                collisions(withArgument(attached("q35"), "e1000e,bus=pcie.0,addr=0x10")));
    }

    @Test
    void aBusThatIsGoneIsMissing() {
        DomainDocument domain = DomainDocument.parse(
                attached("q35").replace("pcie-root-port,id=zoned-zns0-port", "pcie-root-port,id=mine"));

        assertEquals(
                List.of("zns0"),
                domain.incompleteDevices().stream()
                        .map(device -> device.name().text())
                        .toList());
    }

    private static Map<String, List<String>> collisions(String xml) {
        DomainDocument domain = DomainDocument.parse(xml);
        return Stream.of(domain.placeCollisions(), domain.identifierCollisions())
                .flatMap(found -> found.entrySet().stream())
                .collect(Collectors.toMap(entry -> entry.getKey().name().text(), Map.Entry::getValue));
    }

    private static String withArgument(String xml, String argument) {
        return xml.replace(
                "</qemu:commandline>",
                "<qemu:arg value='-device'/><qemu:arg value='" + argument + "'/></qemu:commandline>");
    }

    private static String attached(String machine) {
        DomainDocument domain = TestDevices.domain("order", machine);
        domain.attach(List.of(SCSI, NVME), Platform.of(Version.of(7, 2), Version.of(9, 0)));
        return domain.toXml();
    }
}
