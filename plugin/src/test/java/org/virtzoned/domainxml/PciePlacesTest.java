package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.xml.Elements;

class PciePlacesTest {
    /**
     * QEMU takes one port of a chassis and slot number. libvirt gives ports that it adds, at any time, the chassis number of
     * their index, and slot number 0.
     */
    @Test
    void noPortHasTheNumbersThatLibvirtGivesToAnother() {
        DomainDocument domain = TestDevices.domain(
                "many",
                "q35",
                "<controller type='pci' index='1' model='pcie-root-port'><target chassis='9'/></controller>");
        Stream<ZonedDevice> namespaces = IntStream.range(0, 20)
                .mapToObj(
                        i -> TestDevices.device(Way.NVME_ZNS, "/srv/f" + i + ",name=z" + i + ",size=64M,zone-size=4M"));
        Stream<ZonedDevice> disks = IntStream.range(0, 12)
                .mapToObj(i -> TestDevices.device(Way.VIRTIO_BLK, "/dev/disk/by-id/d" + i + ",name=d" + i));

        domain.attach(Stream.concat(namespaces, disks).toList(), Platform.ANY);

        Set<Integer> chassis = new HashSet<>(Set.of(9));
        domain.deviceElements("controller").stream()
                .filter(port -> DeviceParts.aliasOf(port).startsWith(Alias.PREFIX))
                .filter(port -> port.getAttribute("model").equals("pcie-root-port"))
                .forEach(port -> {
                    int number = Elements.number(Elements.childAttribute(port, "target", "chassis"));
                    assertTrue(chassis.add(number), port::getNodeName);
                    int index = Elements.number(port.getAttribute("index"));
                    assertTrue(number == index || index == 9, () -> index + " has chassis " + number);
                });
        List<ArgumentProperties> ports = domain.qemuDevices().stream()
                .filter(device -> device.driver().equals("pcie-root-port"))
                .toList();
        assertEquals(20, ports.size());
        Set<Integer> ofArguments = new HashSet<>();
        for (ArgumentProperties port : ports) {
            assertTrue(port.number("slot") > 0, port::id);
            assertTrue(ofArguments.add(port.number("slot")), port::id);
        }
    }
}
