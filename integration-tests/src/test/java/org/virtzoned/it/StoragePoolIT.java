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
import org.virtzoned.it.guest.GuestReport;

/** Backing files that libvirt makes, as volumes of a storage pool. */
@ExtendWith(LibvirtExtension.class)
class StoragePoolIT {
    private static final String WORDS = "pool=zoned,vol=z.raw,size=64M,zone-size=4M,name=z";

    private final PrivateLibvirt libvirt;
    private final Path folder;
    private final Path file;

    StoragePoolIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.folder = libvirt.files().resolve("pool");
        this.file = folder.resolve("z.raw");
    }

    @BeforeEach
    void makePool() throws IOException {
        Files.createDirectory(folder);
        libvirt.virsh("pool-create-as", "zoned", "dir", "--target", folder.toString())
                .succeeds();
    }

    @Test
    void aGuestBootsWithAVolume() throws IOException {
        GuestReport report = new Guest(libvirt, "pooled")
                .create(Guest.kernelCommandLine("zoned.write=yes"), "--nvme-zns", WORDS)
                .report();

        assertEquals(16, report.disks().get(0).zones());
        assertEquals("ok", report.writes().get(0).sequential());
        assertEquals(64 << 20, Files.size(file));
        assertEquals(0600, (int) Files.getAttribute(file, "unix:mode") & 07777);
        CommandResult volumes = libvirt.virsh("vol-list", "zoned").succeeds();
        assertTrue(volumes.out().contains(file.toString()), volumes::toString);
    }

    @Test
    void aVolumeIsMadeOnceAndStays() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();

        CommandResult attached =
                libvirt.virtZoned("attach", "guest", "--nvme-zns", WORDS).succeeds();
        assertTrue(attached.out().startsWith("Made: volume z.raw of 64M in pool zoned.\n"), attached::toString);
        assertTrue(domain.xml().contains(file.toString()), domain::xml);
        CommandResult again =
                libvirt.virtZoned("attach", "guest", "--nvme-zns", WORDS).succeeds();
        assertTrue(again.out().startsWith("Nothing to do: "), again::toString);
        libvirt.virtZoned("detach", "guest", "z").succeeds();

        assertEquals(before, domain.xml());
        assertTrue(Files.exists(file));
    }

    @Test
    void aVolumeWithDataIsNotTaken() throws IOException {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();
        libvirt.virsh("vol-create-as", "zoned", "z.raw", "64M", "--allocation", "64M")
                .succeeds();

        libvirt.virtZoned("attach", "guest", "--nvme-zns", WORDS)
                .refuses(
                        "Cannot use volume 'z.raw' in pool 'zoned': it holds data, and is not recorded as this"
                                + " domain's.",
                        "Choose another vol=; or, if what it holds may go, add reuse=yes.");

        assertEquals(before, domain.xml());
        assertEquals(64 << 20, Files.size(file));
    }

    @Test
    void libvirtsWordsReachTheUserOnce() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);

        CommandResult refused = libvirt.virtZoned(
                        "attach", "guest", "--nvme-zns", WORDS.replace("pool=zoned", "pool=nowhere"))
                .exits(1);

        assertEquals(
                "error: Cannot look up volume 'z.raw' in pool 'nowhere': Storage pool not found: no storage pool with"
                        + " matching name 'nowhere'.\n",
                refused.err());
        assertFalse(Files.exists(file));
    }
}
