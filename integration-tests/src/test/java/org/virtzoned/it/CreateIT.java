package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Domains of templates: what they can do, what is refused before they are defined, and what is left where one does not start. */
@ExtendWith(LibvirtExtension.class)
class CreateIT {
    private static final String NAME = "fresh";
    private static final String ACT = "Cannot create domain 'fresh': ";
    private static final String IMAGE_SIZE = "64M";

    private final PrivateLibvirt libvirt;

    CreateIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    /** Its processor is the host's where there is KVM, and else what QEMU can emulate. */
    @Test
    void aServerStartsWithoutKvm() throws IOException {
        create("server", "type=qemu", "disk=" + image(), "disk-format=raw").succeeds();

        // There is no network for it here.
        new Guest(libvirt, NAME)
                .redefine(xml -> xml.replaceFirst("(?s)<interface .*?</interface>", ""))
                .startPaused();
        assertTrue(xml().contains("<cpu mode='maximum'"), this::xml);
    }

    @Test
    void disksArePluggedIntoTheGuestOfATemplate() throws IOException {
        Guest guest = new Guest(libvirt, NAME)
                .define(
                        libvirt.initialRamFileSystemWithAgent(),
                        Guest.kernelCommandLine("zoned.loop=yes zoned.devices=0"))
                .start();
        guest.report();

        for (String disk : List.of("vda", "vdb", "vdc")) {
            Path image = Files.createFile(libvirt.files().resolve(disk + ".raw"));
            Files.write(image, new byte[1 << 20]);
            libvirt.virsh("attach-disk", NAME, image.toString(), disk, "--live").succeeds();
        }
        guest.awaitAgent();
        String disks = libvirt.virsh("qemu-agent-command", NAME, "{\"execute\":\"guest-get-disks\"}")
                .succeeds()
                .out();
        for (String disk : List.of("/dev/vda", "/dev/vdb", "/dev/vdc")) {
            assertTrue(disks.contains(disk), disks);
        }
    }

    @Test
    void filesThatAreNotThereAreRefused() {
        create("kernel-dev", "kernel=/nope")
                .refuses(ACT + "its kernel /nope does not exist.", "Give the path of a file.");
        create("kernel-dev", "kernel=" + libvirt.kernel(), "initrd=/nope/at/all")
                .refuses(ACT + "its initrd /nope/at/all does not exist.", "Give the path of a file.");
        create("minimal", "disk=" + libvirt.files())
                .refuses(
                        ACT + "its disk " + libvirt.files() + " is a folder, expected a file.",
                        "Give the path of a file.");
        create("cloud", "disk=" + libvirt.kernel(), "seed=/nope.iso")
                .refuses(ACT + "its CD-ROM image /nope.iso does not exist.", "Give the path of a file.");
        assertNoDomain();
    }

    @Test
    void aFolderThatQemuCannotSearchIsNamed() throws IOException {
        Path folder = Files.createDirectory(libvirt.files().resolve("closed"));
        Path image = Files.createFile(folder.resolve("d.raw"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        CommandResult created =
                create("minimal", "disk=" + image, "disk-format=raw").succeeds();

        assertEquals(
                libvirt.isSystem(),
                created.err()
                        .contains("warning: QEMU's user may not reach the disk " + image
                                + ": the permissions of folder " + folder + " do not let it through."),
                created::toString);
    }

    @Test
    void whatLibvirtWouldRefuseIsRefusedInWordsThatHelp() {
        libvirt.virtZoned("create", "", "--template", "minimal")
                .refuses(2, "Cannot create domain '': its name is empty.", "Give it a name.");
        create("minimal", "vcpus=100000")
                .refuses(
                        2,
                        ACT + "it has 100000 virtual processors, and its machine 'q35' can have 288 at most.",
                        "Use --param vcpus=N with a smaller number.");
        if (!Needs.hasKvm()) {
            create("minimal", "type=kvm")
                    .refuses(
                            ACT + "its type is 'kvm', which libvirt at '" + libvirt.uri() + "' does not offer.",
                            "Use --param type=qemu, which emulates the processor; 'virt-zoned check' says what KVM"
                                    + " lacks.");
        }
        assertNoDomain();
    }

    /** As virt-install does. The second attempt is not in the way of what the first left. */
    @Test
    void nothingIsLeftOfADomainThatDoesNotStart() {
        Path file = libvirt.files().resolve("z.raw");
        for (int attempt = 0; attempt < 2; attempt++) {
            List<String> words = words("minimal", "type=qemu", "memory=4000G");
            words.addAll(List.of("--nvme-zns", file + ",size=64M,zone-size=4M", "--start"));
            CommandResult refused =
                    libvirt.virtZoned(words.toArray(String[]::new)).exits(1);

            List<String> lines = refused.err().lines().toList();
            assertTrue(lines.get(0).startsWith("error: Cannot start domain 'fresh': "), refused::toString);
            assertTrue(
                    lines.get(1)
                            .endsWith("Nothing was left behind: the domain and file " + file
                                    + " of 64M were removed again. To keep the domain although it does not start, create"
                                    + " it without --start."),
                    refused::toString);
            assertNoDomain();
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void aDryRunSaysAllThatWouldBeDone() {
        List<String> words = words("minimal", "type=qemu");
        words.addAll(List.of("--dry-run", "--start"));
        assertEquals(
                "Would be defined: domain 'fresh'.\nWould be started: domain 'fresh'.\n",
                libvirt.virtZoned(words.toArray(String[]::new)).succeeds().out());

        Path file = libvirt.files().resolve("z.raw");
        words.addAll(List.of("--nvme-zns", file + ",size=64M,zone-size=4M,name=z"));
        CommandResult planned = libvirt.virtZoned(words.toArray(String[]::new)).succeeds();
        assertEquals(
                "Would be made: file " + file + " of 64M.\n"
                        + "Would be attached to domain 'fresh': z (nvme-zns of " + file + ").\n"
                        + "Would be defined: domain 'fresh'.\n"
                        + "Would be started: domain 'fresh'.\n",
                planned.out());
        assertTrue(planned.err().contains("warning: QEMU keeps the zones of z in memory only"), planned::toString);
        assertFalse(Files.exists(file));
        assertNoDomain();
    }

    private CommandResult create(String template, String... parameters) {
        return libvirt.virtZoned(words(template, parameters).toArray(String[]::new));
    }

    private static List<String> words(String template, String... parameters) {
        List<String> words = new ArrayList<>(List.of("create", NAME, "--template", template));
        for (String parameter : parameters) {
            words.addAll(List.of("--param", parameter));
        }
        return words;
    }

    private Path image() {
        Path image = libvirt.files().resolve("disk.raw");
        libvirt.run(List.of("qemu-img", "create", "-q", "-f", "raw", image.toString(), IMAGE_SIZE))
                .succeeds();
        return image;
    }

    private void assertNoDomain() {
        assertEquals(
                "", libvirt.virsh("list", "--all", "--name").succeeds().out().strip());
    }

    private String xml() {
        return libvirt.virsh("dumpxml", "--inactive", NAME).succeeds().out();
    }
}
