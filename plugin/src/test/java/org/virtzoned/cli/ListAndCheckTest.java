package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
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
                  "state" : "shut off",
                  "devices" : [ {
                    "virtio-scsi" : "/dev/null",
                    "name" : "there",
                    "wwn" : "0x5000c500a1b2c3d4",
                    "status" : {
                      "zones-kept" : true,
                      "config" : true,
                      "live" : false
                    }
                  }, {
                    "virtio-scsi" : "/dev/disk/by-id/scsi-0GONE",
                    "name" : "gone",
                    "status" : {
                      "zones-kept" : true,
                      "config" : true,
                      "live" : false
                    }
                  } ]
                } ]
                """, CommandRun.print("list", "guest", "-o", "json"));
    }

    @Test
    void whatItPrintsInJsonAreDevicesToAttach(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("list.json");
        Files.writeString(file, CommandRun.print("list", "-o", "json"));

        assertEquals(VirtZoned.devices(Files.readString(file)), devices());
        String named = CommandRun.print("attach", "guest", "--devices", file.toString(), "--dry-run");
        assertEquals(
                2,
                named.lines().filter(line -> line.startsWith("Nothing to do: ")).count(),
                named);
    }

    @Test
    void sortsDomainsAndKnowsPausedGuests() throws LibvirtException {
        Connect connect = new Connect("test:///default");
        Domain guest = connect.domainLookupByName("guest");
        try (VirtZoned virtZoned = VirtZoned.connect("test:///default")) {
            virtZoned
                    .create(
                            "a",
                            "minimal",
                            Map.of("type", "kvm"),
                            List.of(VirtZoned.device(Way.VIRTIO_BLK, "/dev/dm-9,name=d")))
                    .apply();
            guest.create();
            guest.suspend();

            List<String> lines = CommandRun.print("list").lines().toList();

            assertTrue(lines.get(1).startsWith("a       shut off  "), lines::toString);
            assertTrue(lines.get(2).startsWith("guest   paused    "), lines::toString);
        } finally {
            guest.destroy();
            libvirt.findByName("a").ifPresent(domain -> libvirt.undefine("a", domain.uuid()));
            connect.close();
        }
    }

    @Test
    void aReadOnlyConnectionListsAndChangesNothing() {
        assertEquals(CommandRun.print("list"), CommandRun.print("-r", "list"));
        assertEquals(CommandRun.print("list", "guest"), CommandRun.print("--readonly", "list", "guest"));
        assertEquals("""
                error: Cannot change domain 'guest': the connection to 'test:///default' is read-only.
                Run the command without --readonly.
                exit status 1
                """, CommandRun.refusal("-r", "detach", "guest", "--all"));
        assertEquals(2, devices().size());
    }

    @Test
    void attachTakesADeviceAtLeast(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("none.json"), "[]");
        String refusal = CommandRun.refusal("attach", "guest");

        assertTrue(refusal.startsWith("error: No device is given: "), refusal);
        assertEquals(refusal, CommandRun.refusal("attach", "guest", "--devices", list.toString()));
    }

    @Test
    void detachTakesWhatAttachTakesAndEachDeviceOnce() {
        assertEquals("""
                Would be detached from domain 'guest': there (virtio-scsi of /dev/null).
                """, CommandRun.print("detach", "guest", "there", "/dev//./null", "/dev/null", "--dry-run"));
        assertEquals("""
                error: Cannot detach '/dev/zero' from domain 'guest': it has no zoned device of that name.
                Its zoned devices are: there, gone.
                exit status 1
                """, CommandRun.refusal("detach", "guest", "there", "/dev/zero"));
    }

    /** By links: another name of the same disk. */
    @Test
    void detachTakesAnotherNameOfTheSameDisk(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));

        assertEquals(
                "Would be detached from domain 'guest': there (virtio-scsi of /dev/null).\n",
                CommandRun.print("detach", "guest", link.toString(), "--dry-run"));
    }

    @Test
    void detachesAll() {
        assertEquals("""
                Detached from domain 'guest': there (virtio-scsi of /dev/null).
                Detached from domain 'guest': gone (virtio-scsi of /dev/disk/by-id/scsi-0GONE).
                """, CommandRun.print("detach", "guest", "--all"));
        assertEquals(
                "Nothing to do: domain 'guest' has no zoned devices.\n", CommandRun.print("detach", "guest", "--all"));
        assertEquals(2, CommandRun.of("detach", "guest").status());
        assertEquals(2, CommandRun.of("detach", "guest", "there", "--all").status());
    }

    private static List<ZonedDevice> devices() {
        try (VirtZoned virtZoned = VirtZoned.connect("test:///default")) {
            return virtZoned.list("guest").devices();
        }
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
