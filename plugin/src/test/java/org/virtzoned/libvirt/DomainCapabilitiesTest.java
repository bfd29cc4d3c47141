package org.virtzoned.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainCapabilitiesTest {
    /** What matters of libvirt 9.0's, with QEMU 7.2. */
    @Test
    void sayTheEmulatorAndTheBusesOfDisks() {
        DomainCapabilities capabilities = new DomainCapabilities("""
                <domainCapabilities>
                  <path>/usr/bin/qemu-system-x86_64</path>
                  <domain>qemu</domain>
                  <devices>
                    <disk supported='yes'>
                      <enum name='diskDevice'><value>disk</value><value>lun</value></enum>
                      <enum name='bus'><value>scsi</value><value>virtio</value></enum>
                    </disk>
                    <hostdev supported='yes'>
                      <enum name='bus'><value>pci</value></enum>
                    </hostdev>
                  </devices>
                </domainCapabilities>
                """);

        assertEquals(Optional.of(Path.of("/usr/bin/qemu-system-x86_64")), capabilities.emulator());
        assertEquals(Set.of("scsi", "virtio"), capabilities.diskBuses());
    }

    /** Its test driver. */
    @Test
    void aDriverMayHaveNone() {
        try (LibvirtConnection connection = LibvirtConnection.open(Optional.of("test:///default"))) {
            assertTrue(connection.domainCapabilities().isEmpty());
        }
    }
}
