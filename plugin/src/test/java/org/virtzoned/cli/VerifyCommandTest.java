package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.libvirt.LibvirtConnection;

/** What {@code verify} says where there is no guest to ask. The test driver's domain {@code test} runs. */
class VerifyCommandTest {
    @Test
    void aDomainWithoutZonedDevicesIsNotAsked() {
        assertEquals("Nothing to verify: domain 'test' has no zoned devices.\n", CommandRun.print("verify", "test"));
        assertEquals("""
                {
                  "domain" : "test",
                  "devices" : [ ]
                }
                """, CommandRun.print("verify", "test", "-o", "json"));
    }

    @Test
    void aGuestMustRun() {
        try (LibvirtConnection libvirt = LibvirtConnection.open(Optional.of("test:///default"));
                VirtZoned virtZoned = VirtZoned.connect("test:///default")) {
            virtZoned
                    .create(
                            "off",
                            "minimal",
                            Map.of("type", "kvm"),
                            List.of(VirtZoned.device(Way.VIRTIO_SCSI, "/dev/null,wwn=0x5000c500a1b2c3d4,name=smr")))
                    .apply();
            try {
                assertEquals("""
                        error: Cannot verify domain 'off': its guest does not run.
                        Start it: virsh start off
                        exit status 1
                        """, CommandRun.refusal("verify", "off"));
            } finally {
                libvirt.undefine("off", libvirt.domain("off").uuid());
            }
        }
    }

    @Test
    void aLimitIsAtLeastASecond() {
        assertEquals("""
                error: --timeout is 0, expected a number of seconds from 1 on.
                'virt-zoned verify --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("verify", "test", "--timeout", "0"));
    }
}
