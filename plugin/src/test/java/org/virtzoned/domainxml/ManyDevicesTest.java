package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** As many devices as a domain can have, and one more. */
class ManyDevicesTest {
    private static final String DOCUMENT = TestDevices.document("many", "q35");

    /** A virtio-scsi controller has 256 targets; the next disk gets a controller of its own. */
    @Test
    void disksOnTwoControllers() {
        DomainDocument domain = DomainDocument.parse(DOCUMENT);

        domain.attach(
                IntStream.range(0, 257)
                        .mapToObj(i -> TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/d" + i))
                        .toList(),
                Platform.ANY);

        String xml = domain.toXml();
        assertTrue(xml.contains("<address type='drive' controller='0' bus='0' target='255' unit='0'/>"), xml);
        assertTrue(xml.contains("<address type='drive' controller='1' bus='0' target='0' unit='0'/>"), xml);
        domain.detachAll();
        assertEquals(DOCUMENT, domain.toXml());
    }

    @Test
    void namespacesOnOneController() {
        assertMost(
                256,
                i -> TestDevices.device(Way.NVME_ZNS, "/srv/z" + i + ",controller=n,size=1M,zone-size=1M"),
                "controller 'n' has 256 namespaces, as many as it can.");
    }

    /** Seven beside each of seven ports. */
    @Test
    void controllersOnTheCommandLine() {
        assertMost(
                49,
                i -> TestDevices.device(Way.NVME_ZNS, "/srv/z" + i + ",size=1M,zone-size=1M"),
                "no PCI slot is free on pcie.0 after the domain's other disks.");
    }

    /** Seven beside each of four bridges. */
    @Test
    void controllersOnTheCommandLineOfAPciMachine() {
        assertMost(
                "pc",
                28,
                i -> TestDevices.device(Way.NVME_ZNS, "/srv/z" + i + ",size=1M,zone-size=1M"),
                "no PCI slot is free on pci.0 after the domain's other disks.");
    }

    /** Root ports in the slots 0x10 to 0x1e. */
    @Test
    void targets() {
        assertMost(
                120,
                i -> TestDevices.device(Way.VHOST_SCSI, "/dev/disk/by-id/d" + i),
                "no PCI slot is free on pcie.0 after the domain's other disks.");
    }

    /** In the slots 0x10 to 0x1b, then behind four bridges. */
    @Test
    void targetsOfAPciMachine() {
        assertMost(
                "pc",
                12 + 4 * 31,
                i -> TestDevices.device(Way.VHOST_SCSI, "/dev/disk/by-id/d" + i),
                "no PCI slot is free on pci.0 after the domain's other disks.");
    }

    private static void assertMost(int most, IntFunction<ZonedDevice> device, String reason) {
        assertMost("q35", most, device, reason);
    }

    private static void assertMost(String machine, int most, IntFunction<ZonedDevice> device, String reason) {
        String document = DOCUMENT.replace("q35", machine);
        DomainDocument domain = DomainDocument.parse(document);
        List<ZonedDevice> devices = IntStream.range(0, most).mapToObj(device).toList();

        domain.attach(devices, Platform.ANY);
        DomainDocument again = DomainDocument.parse(domain.toXml());

        assertEquals(most, again.devices().size());
        AttachException refusal =
                assertThrows(AttachException.class, () -> again.attach(List.of(device.apply(most)), Platform.ANY));
        assertEquals(reason, refusal.getMessage().replaceAll("^Cannot attach .* with [a-z-]+: ", ""));
        DomainDocument full = DomainDocument.parse(domain.toXml());
        full.detachAll();
        assertEquals(document, full.toXml());
    }
}
