package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.libvirt.LibvirtConnection;

/** What {@code list} and {@code check} print of a domain. There is no hook's program to ask. */
class ListAndCheckTest {
    private LibvirtConnection libvirt;

    @BeforeEach
    void createDomain() {
        libvirt = LibvirtConnection.open(Optional.of("test:///default"));
        try (VirtZoned virtZoned = VirtZoned.connect("test:///default")) {
            virtZoned
                    .create(
                            "guest",
                            "minimal",
                            Map.of("type", "kvm"),
                            List.of(
                                    VirtZoned.device(Way.VIRTIO_SCSI, "/dev/null,wwn=0x5000c500a1b2c3d4,name=there"),
                                    VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/scsi-0GONE,name=gone")))
                    .apply();
        }
    }

    @AfterEach
    void close() {
        libvirt.findByName("guest").ifPresent(domain -> libvirt.undefine("guest", domain.uuid()));
        libvirt.close();
    }

    @Test
    void listsATable() {
        assertEquals("""
                DOMAIN  STATE     IN      ON HOST  NAME   WAY          SIZE  ZONE SIZE  ZONES KEPT  SOURCE
                guest   shut off  config  -        there  virtio-scsi  -     -          yes         /dev/null
                guest   shut off  config  -        gone   virtio-scsi  -     -          yes         /dev/disk/by-id/scsi-0GONE
                """, CommandRun.print("list"));
    }

    /** Nobody says whether they are on the host. */
    @Test
    void listsJson() {
        assertEquals("""
                [ {
                  "domain" : "guest",
                  "running" : false,
                  "devices" : [ {
                    "way" : "virtio-scsi",
                    "name" : "there",
                    "source" : "/dev/null",
                    "wwn" : "0x5000c500a1b2c3d4",
                    "zones-kept" : true,
                    "config" : true,
                    "live" : false
                  }, {
                    "way" : "virtio-scsi",
                    "name" : "gone",
                    "source" : "/dev/disk/by-id/scsi-0GONE",
                    "zones-kept" : true,
                    "config" : true,
                    "live" : false
                  } ]
                } ]
                """, CommandRun.print("list", "guest", "-o", "json"));
    }

    @Test
    void checksADomain() {
        CommandRun run = CommandRun.of("check", "--domain", "guest");

        assertEquals("""
                Checking that domain 'guest' is no clone : PASS
                Checking device 'there' (virtio-scsi)    : PASS
                Checking device 'gone' (virtio-scsi)     : FAIL (the disk /dev/disk/by-id/scsi-0GONE is not there. Is it plugged in?)
                Checking for managed save                : PASS
                Checking for snapshots with memory       : PASS
                Checking for migration                   : WARN (no other host has what is behind there, gone. Shut it down, and detach them first)
                """, run.out());
        assertEquals(1, run.status());
    }

    @Test
    void hasNothingToCheck() {
        assertEquals(
                "Nothing to check: domain 'test' has no zoned devices.\n",
                CommandRun.print("check", "--domain", "test"));
        assertEquals("[ ]\n", CommandRun.print("check", "--domain", "test", "-o", "json"));
    }

    @Test
    void aGuestThatDoesNotRunCannotBeChanged() {
        String remedy = "Leave out --live: its definition is what the next start uses.\nexit status 1\n";
        assertEquals(
                "error: Cannot attach to the guest of domain 'guest': it does not run.\n" + remedy,
                CommandRun.refusal("attach", "guest", "--live", "--config", "--virtio-scsi", "/dev/null"));
        assertEquals(
                "error: Cannot detach from the guest of domain 'guest': it does not run.\n" + remedy,
                CommandRun.refusal("detach", "guest", "--live", "--config", "there"));
    }

    @Test
    void aWayThatIsNoneIsRefused() {
        assertEquals("""
                error: 'vhost' is no way of attaching: expected one of virtio-scsi, vhost-scsi, nvme-zns, virtio-blk, virtio-scsi:disk, virtio-scsi:zbc, vhost-scsi:disk, vhost-scsi:zbc.
                'virt-zoned check --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("check", "nvme-zns", "vhost"));
    }

    @Test
    void waysAndADomainAreTwoThings() {
        assertEquals("""
                error: Either ways of attaching are checked, or the devices of a domain: WAY or --domain.
                'virt-zoned check --help' says how it is used.
                exit status 2
                """, CommandRun.refusal("check", "nvme-zns", "--domain", "guest"));
    }
}
