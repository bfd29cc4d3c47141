package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Domains that were edited: what is refused names a command, the command is run as it is printed, and the domain is well.
 * The domain's name is one that a shell would split.
 */
@ExtendWith(LibvirtExtension.class)
class RemedyIT {
    private static final String NAME = "my vm's";
    private static final String QUOTED = "'my vm'\\''s'";
    private static final String GEOMETRY = ",size=64M,zone-size=4M,zone-capacity=3M,max-open=4,max-active=8,name=z";
    private static final Pattern COMMAND = Pattern.compile("(?:^|: )((?:virt-zoned|virsh) .*)");

    private final PrivateLibvirt libvirt;
    private final Path file;
    private UserDomain domain;
    private String before;

    RemedyIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
        this.file = libvirt.files().resolve("z.raw");
    }

    @BeforeEach
    void defineDomain() {
        domain = UserDomain.define(libvirt, NAME, UserDomain.Q35);
        libvirt.virtZoned("attach", NAME, "--nvme-zns", file + GEOMETRY + ",rendering=commandline")
                .succeeds();
        before = domain.xml();
    }

    @Test
    void argumentsAreWrittenAgain() {
        domain.redefine(before.replaceAll("(?s)\\s*<qemu:commandline>.*</qemu:commandline>", ""));

        CommandResult refused =
                libvirt.virtZoned("attach", NAME, "--nvme-zns", file + GEOMETRY).exits(1);
        assertTrue(refused.err().endsWith("\nRun: virt-zoned repair " + QUOTED + "\n"), refused::toString);
        libvirt.virtZoned("repair", NAME, "--rebind").exits(1);
        assertUnhealthy();

        CommandResult repaired = run(refused);

        assertTrue(
                repaired.out()
                        .contains("Repaired device 'z' of domain '" + NAME
                                + "'; found: the argument 'zoned-z-ns' is missing.\n"),
                repaired::toString);
        assertWell();
        assertEquals(before, domain.xml());
    }

    @Test
    void whatWasEditedIsAsRecorded() {
        domain.redefine(before.replace("zoned.zone_size=4194304", "zoned.zone_size=8388608"));
        assertUnhealthy();

        libvirt.virtZoned("repair", NAME, "--dry-run").succeeds();
        libvirt.virtZoned("repair", NAME, "--print-diff").succeeds();
        assertUnhealthy();
        CommandResult repaired = libvirt.virtZoned("repair", NAME).succeeds();

        assertEquals(
                "Repaired device 'z' of domain '" + NAME
                        + "'; found: of the argument 'zoned-z-ns' zoned.zone_size is '8388608',"
                        + " expected '4194304'.\n",
                repaired.out());
        assertWell();
        assertEquals(before, domain.xml());
    }

    @Test
    void aDeviceIsRecordedAgain() {
        domain.redefine(before.replaceAll("(?s)\\s*<zoned:devices.*</zoned:devices>", ""));

        CommandResult refused =
                libvirt.virtZoned("attach", NAME, "--nvme-zns", file + GEOMETRY).exits(1);
        CommandResult repaired = run(refused);

        assertEquals("Recorded device 'z' of domain '" + NAME + "': nvme-zns of " + file + ".\n", repaired.out());
        assertWell();
        libvirt.virtZoned("attach", NAME, "--nvme-zns", file + GEOMETRY).succeeds();
        libvirt.virtZoned("detach", NAME, "z").succeeds();
        assertFalse(domain.xml().contains("zoned"), domain::xml);
    }

    /** The hook is not installed here: its absence is not the reason, and installing it would not help. */
    @Test
    void aGuestThatRunsGetsNoNamespaceWhateverIsInstalled() {
        libvirt.virsh("start", NAME, "--paused").succeeds();
        try {
            CommandResult attached = libvirt.virtZoned(
                            "attach", NAME, "--live", "--nvme-zns", libvirt.files() + "/l.raw,size=64M,zone-size=4M")
                    .exits(1);
            assertTrue(attached.err().endsWith("\nAttach it with --config, for the next start.\n"), attached::toString);
            CommandResult detached =
                    libvirt.virtZoned("detach", NAME, "--live", "z").exits(1);
            assertTrue(detached.err().endsWith("\nDetach it with --config, for the next start.\n"), detached::toString);
        } finally {
            libvirt.virsh("destroy", NAME).succeeds();
        }
        assertEquals(before, domain.xml());
    }

    @Test
    void aFileThatIsAnotherIsMovedAway() throws IOException {
        Path aside = libvirt.files().resolve("aside");
        for (String other : List.of("link", "folder", "size")) {
            Files.delete(file);
            switch (other) {
                case "link" -> Files.createSymbolicLink(file, Path.of("/nowhere"));
                case "folder" -> Files.createDirectory(file);
                default -> Files.writeString(file, "x");
            }
            for (String command : List.of("check --domain", "repair")) {
                List<String> words = new ArrayList<>(List.of(command.split(" ")));
                words.add(NAME);
                CommandResult refused =
                        libvirt.virtZoned(words.toArray(String[]::new)).exits(1);
                assertTrue(
                        (refused.out() + refused.err())
                                .contains(
                                        "Put the right file in its place; or move this one away, and have an empty one"
                                                + " created: virt-zoned repair " + QUOTED),
                        refused::toString);
            }
            Files.move(file, aside);
            libvirt.virtZoned("repair", NAME).succeeds();
            assertWell();
            Files.delete(aside);
        }
    }

    @Test
    void whatCannotBeKnownIsRemoved() throws IOException {
        domain.redefine(before.replaceAll("(?s)\\s*<zoned:devices.*</zoned:devices>", ""));
        Files.delete(file);

        CommandResult refused = libvirt.virtZoned("repair", NAME).exits(1);
        assertTrue(
                refused.err()
                        .startsWith("error: Cannot repair device 'z' of domain '" + NAME
                                + "': it has no record, and its size follows from its file " + file
                                + ", which cannot be read.\n"),
                refused::toString);
        CommandResult removed = run(refused);

        assertEquals("Removed device 'z' of domain '" + NAME + "', which has no record.\n", removed.out());
        assertFalse(domain.xml().contains("zoned"), domain::xml);
        libvirt.virtZoned("attach", NAME, "--nvme-zns", file + GEOMETRY).succeeds();
        assertWell();
    }

    /** The zones of an emulated namespace are empty after each start. */
    @Test
    void anAbsentFileIsCreated() throws IOException {
        Files.delete(file);
        assertUnhealthy();

        assertEquals(
                "Would be made: file " + file + " of 64M.\n",
                libvirt.virtZoned("repair", NAME, "--dry-run").succeeds().out());
        assertFalse(Files.exists(file));
        libvirt.virtZoned("repair", NAME).succeeds();

        assertEquals(64 << 20, Files.size(file));
        assertWell();
    }

    /** It may be another's, or the wrong one. */
    @Test
    void noCommandChangesAFileOfAnotherSize() {
        libvirt.run(List.of("truncate", "--size", "1M", file.toString())).succeeds();
        CommandResult wrong = libvirt.virtZoned("repair", NAME).exits(1);
        assertTrue(wrong.err().contains("its size is 1048576 bytes, expected 67108864"), wrong::toString);
        assertTrue(wrong.err().contains("\nPut the right file in its place; or move this one away"), wrong::toString);

        UserDomain.define(
                libvirt,
                "other",
                UserDomain.Q35,
                document -> document.replace(
                        "</devices>",
                        "<disk type='file' device='disk'><source file='" + file
                                + "'/><target dev='vdx' bus='virtio'/></disk></devices>"));
        CommandResult named = libvirt.virtZoned("repair", NAME).exits(1);

        assertTrue(named.err().contains("domain 'other' names it"), named::toString);
        assertTrue(named.err().endsWith("\nChoose another file.\n"), named::toString);
    }

    /** What it held is not made again by making the file. */
    @Test
    void theFileOfAConventionalNamespaceIsNot() throws IOException {
        Path other = libvirt.files().resolve("c.raw");
        libvirt.virtZoned("attach", NAME, "--nvme-zns", other + ",size=64M,zoned=no,name=c,controller=z")
                .succeeds();
        Files.delete(other);

        CommandResult refused = libvirt.virtZoned("repair", NAME).exits(1);

        assertFalse(Files.exists(other));
        String remedy = "Mount its file system, or restore the file; or begin with an empty one: ";
        List<String> lines = refused.err().lines().toList();
        assertEquals(
                "error: Cannot repair device 'c' of domain '" + NAME + "': its file " + other
                        + " is missing, with the data that it held.",
                lines.get(0));
        assertTrue(lines.get(1).startsWith(remedy + "test ! -e " + other + " && install -D -m 600 "), lines.get(1));
        libvirt.run(List.of("sh", "-c", lines.get(1).substring(remedy.length())))
                .succeeds();
        assertWell();
    }

    private void assertUnhealthy() {
        libvirt.virtZoned("check", "--domain", NAME).exits(1);
    }

    private void assertWell() {
        CommandResult checked = libvirt.virtZoned("check", "--domain", NAME);
        assertFalse(checked.out().contains("FAIL"), checked::toString);
        assertEquals(
                "Nothing to do: domain '" + NAME + "' has no zoned device that needs repair.\n",
                libvirt.virtZoned("repair", NAME).succeeds().out());
    }

    /** The command that a refusal names, in a shell, without a word changed. */
    private CommandResult run(CommandResult refused) {
        Matcher command = COMMAND.matcher(
                refused.err().lines().reduce((first, last) -> last).orElseThrow());
        assertTrue(command.find(), refused::toString);
        String script = "PATH=$(dirname \"$0\"):$PATH; export LIBVIRT_DEFAULT_URI=\"$1\"; " + command.group(1);
        return libvirt.run(List.of("sh", "-c", script, libvirt.launcher(), libvirt.uri()))
                .succeeds();
    }
}
