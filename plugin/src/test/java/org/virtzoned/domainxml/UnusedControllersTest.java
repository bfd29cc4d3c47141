package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.conformance.CanonicalXml;
import org.virtzoned.device.Way;

class UnusedControllersTest {
    /** A card reader's controllers are numbered on their own. */
    @Test
    void anAddressOfAnotherKindIsOnNoScsiController() {
        String xml = """
                <domain type='kvm'>
                  <name>ccid</name>
                  <os>
                    <type arch='x86_64' machine='pc'>hvm</type>
                  </os>
                  <devices>
                    <disk type='file' device='disk'>
                      <source file='/srv/d.raw'/>
                      <target dev='sda' bus='scsi'/>
                      <address type='ccid' controller='0' slot='0'/>
                    </disk>
                  </devices>
                </domain>
                """;
        DomainDocument domain = DomainDocument.parse(xml);
        domain.attach(List.of(TestDevices.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/d,name=smr0")), Platform.ANY);

        domain.detachAll();

        assertEquals(CanonicalXml.of(xml), CanonicalXml.of(domain.toXml()));
    }
}
