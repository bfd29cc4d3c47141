package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.virtzoned.DomainChange;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.VirtZonedException;

/** Backing files are made where they are absent, and nothing that is there is ever touched. */
@ExtendWith(LibvirtExtension.class)
class BackingFileIT {
    private static final String GEOMETRY = ",size=64M,zone-size=4M,name=z";
    private static final String DATA = "somebody's data";

    private final PrivateLibvirt libvirt;
    private final Path file;
    private UserDomain domain;
    private String before;

    BackingFileIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.file = libvirt.files().resolve("z.raw");
    }

    @BeforeEach
    void defineDomain() {
        domain = UserDomain.define(libvirt, "guest", UserDomain.Q35);
        before = domain.xml();
    }

    /** Whatever is refused, whatever goes wrong: no draft is left. */
    @AfterEach
    void findNoDraft() throws IOException {
        try (Stream<Path> files = Files.list(libvirt.files())) {
            assertEquals(
                    List.of(),
                    files.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith("."))
                            .toList());
        }
    }

    @Test
    void isMadeSparseForQemuAlone() throws IOException {
        attach(file, GEOMETRY).succeeds();

        assertEquals(64 << 20, Files.size(file));
        assertEquals(0, allocatedBlocks());
        assertEquals(0600, (int) Files.getAttribute(file, "unix:mode") & 07777);
        assertEquals(qemuUser(), Files.getAttribute(file, "unix:uid"));
    }

    /** For the hook: libvirt does not say it at a guest's start. The domain's own label is in the domain already. */
    @Test
    void itsOwnerIsRecorded() throws IOException {
        attach(file, GEOMETRY + ",rendering=commandline").succeeds();

        String recorded = "owner=\"+" + qemuUser() + ":+";
        assertEquals(libvirt.isSystem(), domain.xml().contains(recorded), domain::xml);

        libvirt.virtZoned("detach", "guest", "z").succeeds();
        assertEquals(before, domain.xml());
    }

    @Test
    void isMadeWithAllItsBlocksWhenAsked() throws IOException {
        attach(file, GEOMETRY + ",preallocate=yes").succeeds();

        assertEquals(64 << 20, Files.size(file));
        assertTrue(allocatedBlocks() >= (64 << 20) / 512, () -> allocatedBlocks() + " blocks");
    }

    @Test
    void isNotMadeOverAnother() throws IOException {
        Files.writeString(file, DATA + "\0".repeat((64 << 20) - DATA.length()));

        attach(file, GEOMETRY)
                .refuses(
                        "Cannot create " + file + ": it is there already, and is not recorded as this domain's.",
                        "Choose another path; or, if what it holds may go, add reuse=yes.");

        assertTrue(Files.readString(file).startsWith(DATA));
        assertEquals(before, domain.xml());
    }

    @Test
    void isNotMadeThroughALink() throws IOException {
        Path elsewhere = libvirt.files().resolve("elsewhere");
        Files.createSymbolicLink(file, elsewhere);

        attach(file, GEOMETRY).exits(1);

        assertTrue(Files.isSymbolicLink(file));
        assertFalse(Files.exists(elsewhere));
        assertEquals(before, domain.xml());
    }

    @Test
    void isTakenAsItIsWhenAsked() throws IOException {
        libvirt.run(List.of("truncate", "-s", "64M", file.toString())).succeeds();
        Object inode = Files.getAttribute(file, "unix:ino");

        attach(file, GEOMETRY + ",reuse=yes").succeeds();
        CommandResult again = attach(file, GEOMETRY + ",reuse=yes").succeeds();

        assertTrue(again.out().startsWith("Nothing to do: "), again::toString);
        assertEquals(inode, Files.getAttribute(file, "unix:ino"));
        assertEquals(64 << 20, Files.size(file));
    }

    /** With reuse=yes it would be refused, too: nothing else is advised first. */
    @Test
    void isNotTakenWithAnotherSize() throws IOException {
        Files.writeString(file, DATA);

        for (String words : List.of(GEOMETRY, GEOMETRY + ",reuse=yes")) {
            attach(file, words)
                    .refuses(
                            "Cannot use " + file + ": its size is 15 bytes, expected 67108864 (64M).",
                            "Give its own size=, or another file; its content is never changed to fit.");
        }

        assertEquals(DATA, Files.readString(file));
        assertEquals(before, domain.xml());
    }

    @Test
    void isNotTakenWhereItIsAFolder() throws IOException {
        Files.createDirectory(file);
        try {
            attach(file, GEOMETRY)
                    .refuses("Cannot use " + file + ": it is not a regular file.", "Choose another path for the file.");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void isNotTakenAsARawFileWhereItIsAnImage() {
        libvirt.run(List.of("qemu-img", "create", "-q", "-f", "qcow2", file.toString(), "64M"))
                .succeeds();

        for (String words : List.of(GEOMETRY, GEOMETRY + ",reuse=yes")) {
            attach(file, words)
                    .refuses(
                            "Cannot use " + file + ": it is an image in the format qcow2, expected a raw file.",
                            "Add format=qcow2.");
        }
        attach(file, GEOMETRY + ",format=qcow2")
                .refuses(
                        "Cannot create " + file + ": it is there already, and is not recorded as this domain's.",
                        "Choose another path; or, if what it holds may go, add reuse=yes.");
        attach(file, GEOMETRY + ",format=qcow2,reuse=yes").succeeds();
        assertTrue(domain.xml().contains("format=\"qcow2\""), domain::xml);
    }

    @Test
    void isMadeAsAnImageByItsName() throws IOException {
        Path image = libvirt.files().resolve("z.qcow2");

        CommandResult attached = attach(image, GEOMETRY).succeeds();

        assertTrue(attached.out().startsWith("Made: qcow2 file " + image + " of 64M."), attached::toString);
        assertEquals(0600, (int) Files.getAttribute(image, "unix:mode") & 07777);
        assertEquals(qemuUser(), Files.getAttribute(image, "unix:uid"));
        CommandResult info =
                libvirt.run(List.of("qemu-img", "info", image.toString())).succeeds();
        assertTrue(info.out().contains("file format: qcow2\nvirtual size: 64 MiB"), info::toString);
        libvirt.virtZoned("detach", "guest", "z").succeeds();
        assertEquals(before, domain.xml());
    }

    @Test
    void isNotTakenFromAnotherDomain() {
        UserDomain.define(libvirt, "neighbour", UserDomain.Q35);
        attach(file, GEOMETRY).succeeds();

        for (String words : List.of(GEOMETRY, GEOMETRY + ",reuse=yes")) {
            libvirt.virtZoned("attach", "neighbour", "--nvme-zns", file + words)
                    .refuses(
                            "Cannot take " + file + ": domain 'guest' names it, in device 'z'.",
                            "Choose another file.");
        }
    }

    @Test
    void isNotTakenFromAnotherDomainsOwnDisk() throws IOException {
        UserDomain neighbour = UserDomain.define(libvirt, "neighbour", UserDomain.FURNISHED);
        neighbour.redefine(neighbour.xml().replace("/var/lib/libvirt/images/furnished.qcow2", file.toString()));
        Files.writeString(file, DATA);

        CommandResult refused = attach(file, GEOMETRY + ",reuse=yes").exits(1);

        assertTrue(
                refused.err().startsWith("error: Cannot take " + file + ": domain 'neighbour' names it, in "),
                refused::toString);
        assertEquals(DATA, Files.readString(file));
        assertEquals(before, domain.xml());
    }

    /** libvirt keeps each spelling as it is given, and QEMU's lock would fail the start. */
    @Test
    void isNotTakenFromADiskOfTheDomainThatSpellsItOtherwise() throws IOException {
        Files.writeString(file, DATA);
        Path link = Files.createSymbolicLink(libvirt.files().resolve("link.raw"), file);
        for (String spelling : List.of(libvirt.files() + "//./z.raw", link.toString())) {
            domain.redefine(before.replace(
                    "</devices>",
                    "<disk type='file' device='disk'><source file='" + spelling
                            + "'/><target dev='vdz' bus='virtio'/></disk></devices>"));

            attach(file, GEOMETRY + ",reuse=yes")
                    .refuses(
                            "Cannot attach " + file + " to domain 'guest' with nvme-zns: the file " + file
                                    + " is in use already, by <source> in the domain's <devices>.",
                            "Choose another one, or remove that from the domain first.");
        }
        assertEquals(DATA, Files.readString(file));
    }

    @Test
    void isMadeThoughAKilledRunLeftItsDraft() throws IOException {
        String uuid = libvirt.virsh("domuuid", "guest").succeeds().out().strip();
        Files.writeString(libvirt.files().resolve(".z.raw." + uuid + ".new"), "half");

        attach(file, GEOMETRY).succeeds();

        assertEquals(64 << 20, Files.size(file));
        assertEquals(0, allocatedBlocks());
    }

    @Test
    void isNotMadeWithoutItsFolder() {
        Path lost = libvirt.files().resolve("not-mounted/z.raw");

        attach(lost, GEOMETRY)
                .refuses(
                        "Cannot create " + lost + ": its folder is not there.",
                        "Make the folder, or mount the file system that it is on.");

        assertEquals(before, domain.xml());
    }

    /** A user's template with something that libvirt's schema does not know. */
    @Test
    void goesAgainWhenLibvirtRefusesTheDomain() throws IOException {
        Path templates = Files.createDirectories(libvirt.userConfiguration().resolve("virt-zoned/templates"));
        Path template = Files.writeString(
                templates.resolve("odd.xml"),
                "<domain type='qemu'><name>${name}</name><metadata>"
                        + "<template:template xmlns:template='urn:virt-zoned:template:1'/></metadata>"
                        + "<memory>65536</memory>"
                        + "<os><type arch='x86_64' machine='q35'>hvm</type></os><devices><oddity/></devices></domain>");
        try {
            CommandResult refused = libvirt.virtZoned(
                            "create", "odd", "--template", "odd", "--nvme-zns", file + GEOMETRY)
                    .exits(1);

            assertTrue(
                    refused.err().startsWith("error: Cannot define domain 'odd': XML document failed to validate"),
                    refused::toString);
            // The error and the remedy.
            assertEquals(2, refused.err().lines().count(), refused::toString);
            assertFalse(Files.exists(file));
            libvirt.virsh("dominfo", "odd").exits(1);
        } finally {
            Files.delete(template);
        }
    }

    @Test
    void givesWayToAFileThatCameMeanwhile() throws IOException {
        ZonedDevice device = VirtZoned.device(Way.NVME_ZNS, file + GEOMETRY);
        try (VirtZoned virtZoned = VirtZoned.connect(libvirt.uriFromOutside())) {
            DomainChange change = virtZoned.attach("guest", List.of(device));
            Files.writeString(file, DATA);

            VirtZonedException refused = assertThrows(VirtZonedException.class, change::apply);

            assertEquals("Cannot create " + file + ": something came there meanwhile.", refused.getMessage());
            assertEquals(0, refused.getSuppressed().length);
        }
        assertEquals(DATA, Files.readString(file));
        assertEquals(before, domain.xml());
    }

    @Test
    void isMadeOnceThoughAskedForTwice() throws IOException {
        libvirt.virtZoned("attach", "guest", "--nvme-zns", file + GEOMETRY, "--nvme-zns", file + GEOMETRY)
                .succeeds();

        assertEquals(64 << 20, Files.size(file));
        CommandResult listed = libvirt.virtZoned("list", "guest").succeeds();
        assertEquals(2, listed.out().lines().count(), listed::toString);
    }

    @Test
    void isMadeForTheUserThatTheDomainSays() throws IOException {
        domain.redefine(before.replace(
                "</domain>",
                "<seclabel type='static' model='dac' relabel='no'><label>+1234:+1235</label></seclabel></domain>"));

        attach(file, GEOMETRY).succeeds();

        // A session's QEMU is the user's, whatever the domain says.
        boolean system = libvirt.isSystem();
        assertEquals(system ? 1234 : qemuUser(), Files.getAttribute(file, "unix:uid"));
        assertTrue(!system || Files.getAttribute(file, "unix:gid").equals(1235));
    }

    @Test
    void isMadeAgainForADeviceThatHasLostIt() throws IOException {
        attach(file, GEOMETRY).succeeds();
        String attached = domain.xml();
        Files.delete(file);

        attach(file, GEOMETRY).succeeds();

        assertEquals(64 << 20, Files.size(file));
        assertEquals(attached, domain.xml());
    }

    private CommandResult attach(Path path, String words) {
        return libvirt.virtZoned("attach", "guest", "--nvme-zns", path + words);
    }

    private long allocatedBlocks() {
        return Long.parseLong(libvirt.run(List.of("stat", "--format=%b", file.toString()))
                .succeeds()
                .out()
                .strip());
    }

    private Object qemuUser() throws IOException {
        Path sample = libvirt.isSystem() ? libvirt.qemuFolder() : libvirt.files();
        return Files.getAttribute(sample, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
