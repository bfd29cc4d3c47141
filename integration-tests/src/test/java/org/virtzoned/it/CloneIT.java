package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A clone has its original's devices until it is given ones of its own. */
@ExtendWith(LibvirtExtension.class)
class CloneIT {
    private static final String UUID = "12345678-9abc-4def-8123-456789abcdef";
    private static final String DISK = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4";

    private final PrivateLibvirt libvirt;
    private final Path file;
    private final Path own;
    private UserDomain original;
    private String plain;

    CloneIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.file = libvirt.files().resolve("z.raw");
        this.own = libvirt.files().resolve("z-12345678.raw");
    }

    @BeforeEach
    void defineOriginal() {
        original = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        plain = original.xml();
        libvirt.virtZoned("attach", "guest", "--nvme-zns", file + ",size=64M,zone-size=4M,name=z")
                .succeeds();
    }

    @Test
    void isRefusedAndMended() throws IOException {
        libvirt.virtZoned("attach", "guest", "--virtio-scsi", DISK + ",name=smr")
                .succeeds();
        String before = original.xml();
        UserDomain clone = cloneOf(before);

        libvirt.virtZoned("attach", "clone", "--virtio-scsi", DISK + "e5")
                .refuses(
                        "Cannot attach to domain 'clone': it is a clone, its zoned devices were made for the domain of"
                                + " UUID " + uuid(before) + ".",
                        "Give it targets and files of its own: virt-zoned repair --rebind clone");
        CommandResult checked = libvirt.virtZoned("check", "--domain", "clone").exits(1);
        assertTrue(
                checked.out()
                        .startsWith("Checking that domain 'clone' is no clone : FAIL (its zoned devices were made"
                                + " for another domain. Run: virt-zoned repair --rebind clone)\n"),
                checked::toString);

        libvirt.virtZoned("repair", "clone", "--rebind", "--dry-run").succeeds();
        assertFalse(Files.exists(own));
        CommandResult mended = libvirt.virtZoned("repair", "clone", "--rebind").succeeds();

        assertEquals("""
                Made: file %s of 64M.
                Attached to domain 'clone': z (nvme-zns of %s).
                Attached to domain 'clone': smr (virtio-scsi of %s).
                """.formatted(own, own, DISK), mended.out());
        assertTrue(
                mended.err().contains("warning: z is empty: nothing of " + file + " was copied.\n"), mended::toString);
        assertEquals(64 << 20, Files.size(own));
        assertEquals(before, original.xml());
        libvirt.virtZoned("repair", "clone", "--rebind").succeeds();
        libvirt.virtZoned("detach", "clone", "z", "smr").succeeds();
        assertEquals(renamed(plain), clone.xml());
    }

    /** QEMU locks its files: two guests on one do not start. */
    @Test
    void runsBesideItsOriginalThen() {
        cloneOf(original.xml());
        libvirt.virtZoned("repair", "clone", "--rebind").succeeds();

        libvirt.virsh("start", "guest").succeeds();
        libvirt.virsh("start", "clone").succeeds();
    }

    private UserDomain cloneOf(String xml) {
        UserDomain clone = UserDomain.define(libvirt, "clone", UserDomain.Q35);
        libvirt.virsh("undefine", "clone").succeeds();
        clone.redefine(renamed(xml));
        return clone;
    }

    /** As virt-clone does: the metadata stay as they are. */
    private String renamed(String xml) {
        return xml.replace("<name>guest<", "<name>clone<")
                .replace("<uuid>" + uuid(xml) + "<", "<uuid>" + UUID + "<")
                .replace(
                        libvirt.console("guest").toString(),
                        libvirt.console("clone").toString());
    }

    private static String uuid(String xml) {
        return xml.replaceFirst("(?s).*?<uuid>([^<]*)<.*", "$1");
    }
}
