package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.conformance.TestDriver;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;

/**
 * Documents with two of a container that the schema wants once, as tools make them that put documents together. Without
 * the schema libvirt takes the devices of all, and the first metadata.
 */
class SeveralContainersTest {
    private static final ZonedDevice DISK = TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/a,name=smr0");
    private static final ZonedDevice NAMESPACE =
            TestDevices.device(Way.NVME_ZNS, "/srv/zns0.raw,name=zns0,size=1G,zone-size=16M");

    private static final String DOCUMENT = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>two</name>
              <uuid>55555555-9999-4444-8888-777777777777</uuid>
              <metadata>
                <a:a xmlns:a='urn:a'/>
              </metadata>
              <metadata>
                <b:b xmlns:b='urn:b'/>
              </metadata>
              <memory unit='KiB'>65536</memory>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
              </os>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='file' device='disk'>
                  <source file='/srv/1.raw'/>
                  <target dev='sda' bus='scsi'/>
                </disk>
              </devices>
              <qemu:commandline>
                <qemu:arg value='-global'/>
              </qemu:commandline>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/srv/2.raw'/>
                  <target dev='sdb' bus='scsi'/>
                  <alias name='ua-zoned-taken'/>
                </disk>
              </devices>
              <qemu:commandline>
                <qemu:arg value='pvpanic.events=1'/>
              </qemu:commandline>
            </domain>
            """;

    /** The same with one of each, as libvirt reads it. */
    private static final String MERGED = DOCUMENT.replaceAll("  <metadata>\\n +<b:b .*\\n  </metadata>\\n", "")
            .replaceAll("  </devices>\\n(?s:.*)  <devices>\\n", "")
            .replace(
                    "  </devices>\n",
                    "  </devices>\n  <qemu:commandline>\n    <qemu:arg value='-global'/>\n  </qemu:commandline>\n")
            .replace("  </qemu:commandline>\n  <qemu:commandline>\n", "");

    @Test
    void libvirtReadsThemAll() {
        try (TestDriver driver = new TestDriver()) {
            assertEquals(driver.read(MERGED), driver.read(DOCUMENT));
            assertEquals(driver.read(attached(MERGED)), driver.read(attached(DOCUMENT)));
        }
    }

    /** An option of the first and its value in the second stay beside each other. */
    @Test
    void argumentsComeAfterThoseOfAll() {
        assertEquals(
                domain(attached(MERGED)).qemuArguments(),
                domain(attached(DOCUMENT)).qemuArguments());
    }

    @Test
    void detachingGivesWhatCameIn() {
        DomainDocument domain = domain(attached(DOCUMENT));

        domain.detachAll();

        assertEquals(DOCUMENT, domain.toXml());
    }

    @Test
    void whatIsInTheSecondIsTaken() {
        DomainDocument domain = domain(DOCUMENT);
        ZonedDevice request = TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/a,name=taken");

        assertThrows(AttachException.class, () -> domain.attach(List.of(request), Platform.ANY));
    }

    private static String attached(String document) {
        DomainDocument domain = domain(document);
        domain.attach(List.of(DISK, NAMESPACE), Platform.ANY);
        return domain.toXml();
    }

    private static DomainDocument domain(String document) {
        return DomainDocument.parse(document);
    }
}
