package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/** As many devices as a domain can have, and one more. */
class ManyDevicesTest {
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new AssertionError("no profile is named");
            },
            "/srv",
            "/srv");

    private static final String DOCUMENT = """
            <domain type='kvm'>
              <name>many</name>
              <uuid>55555555-9999-4444-8888-777777777777</uuid>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
              </os>
              <devices>
              </devices>
            </domain>
            """;

    @Test
    void disksOnOneController() {
        assertMost(
                256,
                i -> READER.fromOption(Way.VIRTIO_SCSI, "/dev/disk/by-id/d" + i),
                "all 256 targets of its virtio-scsi controller are taken.");
    }

    @Test
    void namespacesOnOneController() {
        assertMost(
                256,
                i -> READER.fromOption(Way.NVME_ZNS, "/srv/z" + i + ",controller=n,size=1M,zone-size=1M"),
                "controller 'n' has 256 namespaces, as many as it can.");
    }

    @Test
    void controllersOnTheCommandLine() {
        assertMost(
                10,
                i -> READER.fromOption(Way.NVME_ZNS, "/srv/z" + i + ",size=1M,zone-size=1M"),
                "no PCI slot is free on pcie.0 for its controller.");
    }

    @Test
    void targets() {
        assertMost(
                22,
                i -> READER.fromOption(Way.VHOST_SCSI, "/dev/disk/by-id/d" + i),
                "no PCI slot is free on pcie.0 for its controller.");
    }

    private static void assertMost(int most, IntFunction<ZonedDevice> device, String reason) {
        DomainDocument domain = DomainDocument.parse(DOCUMENT);
        List<ZonedDevice> devices = IntStream.range(0, most).mapToObj(device).toList();

        domain.attach(devices, Platform.ANY);
        DomainDocument again = DomainDocument.parse(domain.toXml());

        assertEquals(most, again.devices().size());
        AttachException refusal =
                assertThrows(AttachException.class, () -> again.attach(List.of(device.apply(most)), Platform.ANY));
        assertEquals(reason, refusal.getMessage().replaceAll("^Cannot attach .* with [a-z-]+: ", ""));
        DomainDocument full = DomainDocument.parse(domain.toXml());
        full.detachAll();
        assertEquals(DOCUMENT, full.toXml());
    }
}
