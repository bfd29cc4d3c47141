package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Block devices as the backing of namespaces, where libvirt has no NVMe disks of its own: refused before anything is. */
@ExtendWith(LibvirtExtension.class)
class BackingDeviceIT {
    private static final String GEOMETRY = ",size=64M,zone-size=4M,name=z";

    private final PrivateLibvirt libvirt;
    private UserDomain domain;
    private String before;

    BackingDeviceIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @BeforeEach
    void defineDomain() {
        domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        before = domain.xml();
    }

    /** A session's guest has the /dev of its user, and opens there what that user may. */
    @Test
    void isRefusedWhereLibvirtIsTooOld() {
        if (libvirt.isSystem()) {
            assertRefused("", "expected 11.5 or newer for a namespace on a device in /dev.");
            assertRefused(
                    ",rendering=commandline",
                    "by QEMU's command line: libvirt lets guests open only the devices that it knows of.");
        }
        assertEquals(before, domain.xml());
    }

    @Test
    void isRefusedWhereItIsNone() {
        attach("/dev/vg0/absent" + GEOMETRY + ",reuse=yes").exits(1);
        attach("/dev/null" + GEOMETRY + ",reuse=yes").exits(1);
        assertEquals(before, domain.xml());
    }

    private void assertRefused(String words, String reason) {
        CommandResult refused = attach("/dev/vg0/zns" + GEOMETRY + words).exits(1);
        assertTrue(refused.err().contains(reason), refused::toString);
        assertTrue(
                refused.err().endsWith("Put it on a file, such as --nvme-zns zns0.raw,….\n")
                        || refused.err().endsWith("Put the namespace on a file, such as --nvme-zns zns0.raw,….\n"),
                refused::toString);
    }

    private CommandResult attach(String device) {
        return libvirt.virtZoned("attach", "guest", "--nvme-zns", device);
    }
}
