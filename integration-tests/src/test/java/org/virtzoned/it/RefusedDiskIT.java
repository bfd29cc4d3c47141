package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.error.VirtZonedException;

/** What of this very host no guest can have, by the rules of the hook, which is not installed. */
@ExtendWith(LibvirtExtension.class)
class RefusedDiskIT {
    private static final String ABSENT = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4";
    private static final String ABSENT_FOUND = ABSENT + " is not there";
    private static final String ABSENT_REMEDY =
            "Is it plugged in? 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is.";
    private static final String WHICH = "'lsblk -z' shows which disks are zoned.";

    private final PrivateLibvirt libvirt;
    private UserDomain domain;
    private String before;

    RefusedDiskIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @BeforeEach
    void defineDomain() {
        domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        before = domain.xml();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--virtio-scsi", "--vhost-scsi", "--virtio-blk"})
    void whatIsNoDisk(String option) {
        String error = "Cannot give /dev/null to domain 'guest': it is not a block device.";

        libvirt.virtZoned("attach", "guest", option, "/dev/null").refuses(error, WHICH);
        libvirt.virtZoned("attach", "guest", option, "/dev/null", "--dry-run").refuses(error, WHICH);
        libvirt.virtZoned("create", "fresh", "--template", "minimal", "--param", "type=qemu", option, "/dev/null")
                .refuses(error.replace("guest", "fresh"), WHICH);

        assertEquals(before, domain.xml());
        libvirt.virsh("dominfo", "fresh").exits(1);
    }

    /** Its root disk among them, its loop devices, its compressed memory: whatever it has. */
    @Test
    void everyPlainDiskOfThisHost() throws IOException {
        List<String> nodes = plainDisks();
        assertFalse(nodes.isEmpty(), "this test needs a block device without zones in /sys/block");
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            for (String node : nodes) {
                for (Way way : List.of(Way.VIRTIO_SCSI, Way.VHOST_SCSI, Way.VIRTIO_BLK)) {
                    VirtZonedException refusal = assertThrows(
                            VirtZonedException.class,
                            () -> virtZoned.attach("guest", List.of(VirtZoned.device(way, node))),
                            node);
                    assertTrue(
                            refusal.getMessage()
                                    .matches("Cannot give " + node + " to domain 'guest': " + node + " (is not a"
                                            + " zoned disk \\(queue/zoned is 'none'\\), expected 'host-managed' or 'host-aware'"
                                            + "|carries this host's root file system)\\."),
                            refusal.getMessage());
                    assertTrue(refusal.remedy().isPresent());
                }
            }
        }
        assertEquals(before, domain.xml());
    }

    @Test
    void whatIsAbsentMayCome() {
        CommandResult attached = libvirt.virtZoned("attach", "guest", "--virtio-scsi", ABSENT + ",name=smr")
                .succeeds();

        assertTrue(
                attached.err()
                        .lines()
                        .anyMatch(("warning: the guest cannot start as things are: Cannot give " + ABSENT
                                + " to domain 'guest': " + ABSENT_FOUND + ". " + ABSENT_REMEDY)::equals),
                attached::toString);
        CommandResult checked = libvirt.virtZoned("check", "--domain", "guest").exits(1);
        assertTrue(checked.out().contains("'smr' (virtio-scsi)"), checked::toString);
        assertTrue(checked.out().contains("FAIL (" + ABSENT_FOUND), checked::toString);
        libvirt.virtZoned("detach", "guest", "smr").succeeds();
        assertEquals(before, domain.xml());
    }

    /** A kernel's name is not stored, and there is no other to be found. */
    @Test
    void anAbsentDiskByTheKernelsName() {
        libvirt.virtZoned("attach", "guest", "--virtio-scsi", "/dev/sdzzz")
                .refuses(
                        "Cannot take /dev/sdzzz: it is not there, and the kernel may give that name to another disk at the"
                                + " next boot.",
                        "Is it plugged in? A disk that comes later can be attached by its name in /dev/disk/by-id.");
    }

    /** By other hands: {@code attach} refuses it. */
    @Test
    void aPlainDiskInADomainFailsTheCheck() throws IOException {
        String node = plainDisks().get(0);
        Path document = Files.writeString(libvirt.files().resolve("plain.xml"), before);
        domain.redefine(libvirt.virtZonedFrom(document, "filter", "--virtio-scsi", node + ",name=plain")
                .succeeds()
                .out());

        CommandResult checked = libvirt.virtZoned("check", "--domain", "guest").exits(1);

        assertTrue(
                checked.out().contains("'plain' (virtio-scsi)") && checked.out().contains("FAIL (" + node + " "),
                checked::toString);
    }

    private static List<String> plainDisks() throws IOException {
        try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
            return disks.map(disk -> disk.getFileName().toString())
                    .filter(name -> isPlain(name) && Files.exists(Path.of("/dev", name)))
                    .map(name -> "/dev/" + name)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPlain(String name) {
        try {
            return Files.readString(Path.of("/sys/block", name, "queue/zoned"))
                    .strip()
                    .equals("none");
        } catch (IOException e) {
            // A kernel without zoned block devices has no such attribute.
            return true;
        }
    }
}
