package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code zones} refuses on a host without zoned devices; what it prints of one is tried on nested hosts. */
class ZonesCommandTest {
    @Test
    void whatIsNotZonedIsRefused() {
        assertEquals("""
                error: Cannot read the zones of /dev/null: it is a character device, expected a block device.
                'lsblk -z' shows which disks of this host are zoned.
                exit status 1
                """, CommandRun.refusal("zones", "/dev/null"));
    }

    @Test
    void aFileIsNamedAsOne() {
        assertEquals("""
                error: Cannot read the zones of ./pom.xml: it is a regular file, expected a block device.
                'lsblk -z' shows which disks of this host are zoned.
                exit status 1
                """, CommandRun.refusal("zones", "./pom.xml"));
    }

    @Test
    void aDeviceMustBeThere() {
        assertEquals("""
                error: Cannot read the zones of /dev/disk/by-id/wwn-0x0: there is no such device.
                Is it plugged in? 'lsblk -z' shows which disks of this host are zoned.
                exit status 1
                """, CommandRun.refusal("zones", "/dev/disk/by-id/wwn-0x0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdf", "sdf/", "my guest"})
    void aDeviceIsNamedByItsPath(String name) {
        String domain = name.equals("my guest") ? "'my guest'" : "sdf";
        assertEquals("""
                error: Cannot read the zones of '%s': expected the path of a device (/dev/sdX), or DOMAIN/NAME, a device \
                of a running domain.
                List the devices of a domain: virt-zoned list %s
                exit status 1
                """.formatted(name, domain), CommandRun.refusal("zones", name));
    }

    @Test
    void aGuestsDeviceIsNamedByItsDomain() {
        assertEquals("""
                error: Cannot find domain 'guest': there is none on 'test:///default'.
                'virsh -c test:///default list --all' shows the domains.
                exit status 1
                """, CommandRun.refusal("zones", "guest/smr"));
        assertEquals("""
                error: Cannot ask the guest of domain 'test': the domain has no channel for a guest agent.
                Add one and start the guest again: virt-xml test --add-device --channel \
                unix,target.type=virtio,target.name=org.qemu.guest_agent.0 (or <channel type='unix'><target \
                type='virtio' name='org.qemu.guest_agent.0'/></channel> by 'virsh edit'). In the guest, install the \
                package qemu-guest-agent.
                exit status 1
                """, CommandRun.refusal("zones", "test/smr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--table -o json", "--svg=- -o json", "--table --svg=-"})
    void oneFormIsMade(String options) {
        String[] words = ("zones /dev/null " + options).split(" ", -1);
        assertEquals("""
                error: --table, --svg and --output=json exclude each other: each is all that is made.
                'virt-zoned zones --help' says how it is used.
                exit status 2
                """, CommandRun.refusal(words));
    }
}
