package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections of all kinds, also those that cannot be had. */
@ExtendWith(LibvirtExtension.class)
class ConnectionIT {
    private final PrivateLibvirt libvirt;

    ConnectionIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void withoutOneSaidLibvirtChooses() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        libvirt.virtZoned("attach", "guest", "--virtio-scsi", "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,name=smr")
                .succeeds();

        CommandResult listed = libvirt.run(List.of(
                        "env", "LIBVIRT_DEFAULT_URI=" + libvirt.uri(), libvirt.launcher(), "list", "-o", "json"))
                .succeeds();

        assertEquals("""
                [ {
                  "domain" : "guest",
                  "state" : "shut off",
                  "devices" : [ {
                    "virtio-scsi" : "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
                    "name" : "smr",
                    "wwn" : "0x5000c500a1b2c3d4",
                    "status" : {
                      "zones-kept" : true,
                      "config" : true,
                      "live" : false
                    }
                  } ]
                } ]
                """, listed.out());
    }

    @Test
    void oneThatCannotBeHadIsSaidOnce() {
        CommandResult refused = libvirt.run(
                        List.of(libvirt.launcher(), "-c", "qemu+unix:///system?socket=/nowhere/libvirt-sock", "list"))
                .exits(1);

        assertEquals("", refused.out());
        assertEquals(
                "error: Cannot connect to libvirt at 'qemu+unix:///system?socket=/nowhere/libvirt-sock': Failed to"
                        + " connect socket to '/nowhere/libvirt-sock': No such file or directory.\n"
                        + "Start libvirt's daemon: 'systemctl start virtqemud.socket', or 'systemctl start libvirtd' where there"
                        + " is one daemon for all. Or choose another libvirt: --connect URI.\n",
                refused.err());
    }

    /** libvirt's socket for readers is open to all users, and refuses what is more. */
    @Test
    void whatChangesNothingDoesWithAReadOnlyConnection() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String socket = libvirt.uri().replace("qemu:", "qemu+unix:") + "?socket=/var/run/libvirt/libvirt-sock-ro";

        for (List<String> command : List.of(
                List.of("list"),
                List.of("devices"),
                List.of("check", "nvme-zns"),
                List.of("check", "--domain", "guest"))) {
            List<String> words = new ArrayList<>(List.of(libvirt.launcher(), "-r", "-c", socket));
            words.addAll(command);
            CommandResult result = libvirt.run(words);
            assertFalse((result.out() + result.err()).contains("read-only"), result::toString);
            assertFalse((result.out() + result.err()).contains("libvirt : FAIL"), result::toString);
            assertTrue(result.status() < 2, result::toString);
        }
        libvirt.run(List.of(libvirt.launcher(), "-r", "-c", socket, "repair", "guest"))
                .exits(1);
    }

    @Test
    void aDomainThatIsNotThereIsSaidOnce() {
        libvirt.virtZoned("list", "nobody")
                .refuses(
                        "Cannot find domain 'nobody': there is none on '" + libvirt.uri() + "'.",
                        "'virsh -c " + libvirt.uri() + " list --all' shows the domains.");
    }

    /** It drops arguments of QEMU's in silence, and its domains are of its own type. */
    @Test
    void theTestDriversDomainsTakeNoDevices() {
        CommandResult refused = libvirt.run(List.of(
                        libvirt.launcher(),
                        "-c",
                        "test:///default",
                        "attach",
                        "test",
                        "--nvme-zns",
                        libvirt.files().resolve("z.raw") + ",size=64M,zone-size=4M"))
                .exits(1);

        assertEquals(
                "error: Cannot attach to domain 'test': its type is 'test', expected one of QEMU's: 'kvm', 'qemu' or 'hvf'.\n",
                refused.err());
    }

    @Test
    void aSecondDomainOfOneNameIsRefused() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();

        libvirt.virtZoned("create", "guest", "--template", "minimal", "--param", "type=qemu")
                .refuses(
                        "Cannot create domain 'guest': there is one of that name.",
                        "Choose another name, or add the devices to that domain: virt-zoned attach guest …");

        assertEquals(before, domain.xml());
    }
}
