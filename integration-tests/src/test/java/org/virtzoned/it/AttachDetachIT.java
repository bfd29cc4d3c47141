package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.domainxml.Version;

/** Devices come into a domain's definition and go again, and leave it as it was, to the byte. */
@ExtendWith(LibvirtExtension.class)
class AttachDetachIT {
    private static final String DISK = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4";

    private final PrivateLibvirt libvirt;
    private final Path file;
    private final String namespace;

    AttachDetachIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.file = libvirt.files().resolve("z.raw");
        this.namespace = file + ",size=64M,zone-size=4M";
    }

    /** What is asked for, and what of it libvirt must have got. */
    static Stream<Arguments> devices() {
        String smr = "virtio-scsi:" + DISK;
        return Stream.of(UserDomain.Q35, UserDomain.FURNISHED, UserDomain.PC)
                .flatMap(document -> Stream.of(
                        Arguments.of(document, smr, "<source dev='" + DISK + "'/>"),
                        Arguments.of(
                                document, smr + ",driver=scsi-generic,address=2:0:1:0", "<adapter name='scsi_host2'/>"),
                        Arguments.of(document, "nvme-zns:FILES/z.raw,size=64M,zone-size=4M", "/z.raw")));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aDeviceThatComesAndGoesLeavesTheDefinitionAsItWas(String document, String request, String element) {
        UserDomain domain = UserDomain.define(libvirt, "guest", document);
        String before = domain.xml();
        String words = request.substring(request.indexOf(':') + 1)
                .replace("FILES", libvirt.files().toString());
        Way way = request.startsWith("nvme-zns") ? Way.NVME_ZNS : Way.VIRTIO_SCSI;
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            virtZoned
                    .attach("guest", List.of(VirtZoned.device(way, words + ",name=z")))
                    .apply();
            assertTrue(domain.xml().contains(element), domain::xml);

            virtZoned.detach("guest", List.of("z")).apply();
        }
        assertEquals(before, domain.xml());
    }

    @Test
    void severalGoInAnotherOrderThanTheyCame() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();

        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=zns", "--virtio-scsi", DISK + ",name=a")
                .succeeds();
        libvirt.virtZoned("attach", "guest", "--virtio-scsi", DISK + "e5,name=b")
                .succeeds();
        libvirt.virtZoned("detach", "guest", "a").succeeds();
        libvirt.virtZoned("detach", "guest", "zns", "b").succeeds();

        assertEquals(before, domain.xml());
    }

    /** libvirt adds a controller below every index that is left out, and keeps it. */
    @Test
    void thePortAndControllerOfTheFirstGoBeforeThoseOfTheSecond() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();

        libvirt.virtZoned("attach", "guest", "--virtio-scsi", DISK + ",name=a,max-transfer=512K")
                .succeeds();
        libvirt.virtZoned("attach", "guest", "--virtio-scsi", DISK + "e5,name=b,max-transfer=1M")
                .succeeds();
        libvirt.virtZoned("detach", "guest", "a").succeeds();
        libvirt.virtZoned("detach", "guest", "b").succeeds();

        assertEquals(before, domain.xml());
    }

    /** QEMU passes zones on by virtio-blk from 8.1 on; before, the guest would take the disk for a plain one. */
    @Test
    void virtioBlkLeavesNothingAndIsRefusedByOldQemu() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();
        Version qemu = qemuVersion();

        CommandResult attached = libvirt.virtZoned("attach", "guest", "--virtio-blk", DISK + ",name=blk");

        if (qemu.compareTo(Version.of(8, 1)) < 0) {
            attached.refuses(
                    "Cannot attach " + DISK + " to domain 'guest' with virtio-blk: QEMU is " + qemu
                            + ", expected 8.1 or newer for zoned virtio-blk.",
                    "Take --virtio-scsi or --vhost-scsi where it is a SCSI disk.");
        } else {
            attached.succeeds();
            assertTrue(domain.xml().contains("<source dev='" + DISK + "'/>"), domain::xml);
            libvirt.virtZoned("detach", "guest", "blk").succeeds();
        }
        assertEquals(before, domain.xml());
    }

    /**
     * vhost-scsi is for KVM, and libvirt defines such a domain only where it has KVM. So the elements are made for a
     * domain that says it has, and libvirt gets them in one that does not.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", "zbc:/var/local/z.raw,size=1G,zone-size=16M,create=yes"
            })
    void vhostScsiLeavesNothing(String source) throws IOException {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();
        libvirt.virtZoned("attach", "guest", "--vhost-scsi", source + ",name=vh")
                .exits(1);
        Path document =
                Files.writeString(libvirt.files().resolve("kvm.xml"), before.replace("type='qemu'", "type='kvm'"));

        CommandResult filtered = libvirt.virtZonedFrom(document, "filter", "--vhost-scsi", source + ",name=vh");

        domain.redefine(filtered.succeeds().out().replace("type='kvm'", "type='qemu'"));
        assertTrue(domain.xml().contains("<source protocol='vhost' wwpn='naa.5001405"), domain::xml);
        libvirt.virtZoned("detach", "guest", "vh").succeeds();
        assertEquals(before, domain.xml());
    }

    @Test
    void theSameAgainIsNothingToDo() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace, "--virtio-scsi", DISK)
                .succeeds();
        String attached = domain.xml();

        CommandResult again = libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace, "--virtio-scsi", DISK)
                .succeeds();

        assertEquals(attached, domain.xml());
        assertTrue(again.out().lines().allMatch(line -> line.startsWith("Nothing to do: ")), again::toString);
        assertEquals("", again.err());
    }

    @Test
    void anotherDeviceOfTheSameNameIsRefused() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=z")
                .succeeds();
        String attached = domain.xml();
        Path other = libvirt.files().resolve("other.raw");

        libvirt.virtZoned("attach", "guest", "--nvme-zns", other + ",size=64M,zone-size=8M,name=z")
                .refuses(
                        "Cannot attach " + other + " to domain 'guest' with nvme-zns: the name 'z' is that of another"
                                + " device: nvme-zns of " + file + ".",
                        "Choose another name=, or detach that device first.");

        assertEquals(attached, domain.xml());
        assertFalse(Files.exists(other));
    }

    @Test
    void lookingOnChangesNothing() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.FURNISHED);
        String before = domain.xml();

        String xml = show("--print-xml");
        String diff = show("--print-diff");
        String words = show("--dry-run");

        assertEquals(before, domain.xml());
        assertFalse(Files.exists(file));
        assertNotEquals(before, xml);
        assertTrue(diff.lines().anyMatch(line -> line.startsWith("+") && line.contains("zone-size='4M'")), diff);
        assertTrue(diff.lines().skip(2).noneMatch(line -> line.startsWith("-")), diff);
        assertEquals(
                "Would be made: file " + file + " of 64M.\n" + "Would be attached to domain 'guest': z (nvme-zns of "
                        + file + ").\n",
                words);

        // What was printed is what would have been defined.
        domain.redefine(xml);
        String printed = domain.xml();
        domain.redefine(before);
        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=z")
                .succeeds();
        assertEquals(printed, domain.xml());
    }

    @Test
    void devicesAreListedAndGoByNameOrByPath() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        String before = domain.xml();
        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=zns", "--virtio-scsi", DISK + ",name=smr")
                .succeeds();

        assertEquals(
                """
                DOMAIN  STATE     IN      ON HOST  NAME  WAY          SIZE  ZONE SIZE  ZONES KEPT       SOURCE
                guest   shut off  config  -        smr   virtio-scsi  -     -          yes              %s
                guest   shut off  config  -        zns   nvme-zns     64M   4M         until QEMU ends  %s
                """.formatted(DISK, file), libvirt.virtZoned("list").succeeds().out());
        libvirt.virtZoned("detach", "guest", "smr").succeeds();
        libvirt.virtZoned("detach", "guest", "smr")
                .refuses(
                        "Cannot detach 'smr' from domain 'guest': it has no zoned device of that name.",
                        "Its zoned devices are: zns.");
        libvirt.virtZoned("detach", "guest", file.toString()).succeeds();

        assertEquals(before, domain.xml());
        assertTrue(Files.exists(file), "detach deletes no file");
    }

    @Test
    void aGuestThatRunsChangesAtItsNextStart() {
        UserDomain domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        libvirt.virsh("start", "guest").succeeds();
        String live = libvirt.virsh("dumpxml", "guest").succeeds().out();

        CommandResult attached = libvirt.virtZoned("attach", "guest", "--virtio-scsi", DISK + ",name=smr")
                .succeeds();

        // The private libvirt has no hook, and that of a user's own needs none.
        String hook = libvirt.isSystem()
                ? "warning: the hook that prepares the host isn't installed; run virt-zoned hooks install.\n"
                : "";
        assertEquals(
                "warning: the guest cannot start as things are: Cannot give " + DISK + " to domain 'guest': " + DISK
                        + " is not there. Is it plugged in?"
                        + " 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is.\n" + hook
                        + "warning: domain 'guest' runs; it changes at its next start.\n",
                attached.err());
        assertEquals(live, libvirt.virsh("dumpxml", "guest").succeeds().out());
        assertTrue(domain.xml().contains(DISK), domain::xml);
        assertTrue(libvirt.virtZoned("list", "guest").succeeds().out().contains("guest   running"));
    }

    @Test
    void aFileThatAGuestRunsWithIsItsOwnUntilItEnds() {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        UserDomain.define(libvirt, "other", UserDomain.Q35);
        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=zns")
                .succeeds();
        libvirt.virsh("start", "guest").succeeds();
        libvirt.virtZoned("detach", "guest", file.toString()).succeeds();

        libvirt.virtZoned("attach", "other", "--nvme-zns", namespace + ",reuse=yes")
                .refuses("Cannot take " + file + ": domain 'guest' names it, in device 'zns'.", "Choose another file.");
    }

    @Test
    void aGuestWithoutADefinitionIsRefused() throws IOException {
        UserDomain.define(libvirt, "guest", UserDomain.Q35);
        libvirt.virsh("start", "guest").succeeds();
        libvirt.virsh("undefine", "guest").succeeds();

        libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace)
                .refuses(
                        "Cannot attach to domain 'guest': it is transient, it has no definition.",
                        "Define it first: virsh dumpxml guest > domain.xml; virsh define domain.xml");

        assertFalse(Files.exists(file));
    }

    private String show(String how) {
        CommandResult result = libvirt.virtZoned("attach", "guest", "--nvme-zns", namespace + ",name=z", how)
                .succeeds();
        // Only --dry-run warns: the others print a document.
        boolean warned = result.err().startsWith("warning: QEMU keeps the zones of z in memory only");
        assertEquals(how.equals("--dry-run"), warned, result::toString);
        return result.out();
    }

    private Version qemuVersion() {
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            return virtZoned.platform().qemu().orElseThrow();
        }
    }
}
