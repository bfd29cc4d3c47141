package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook installed on, and removed from, a root folder of the test's own, with files of the hook that are made up. */
class HookInstallationTest {
    private static final String MARK = "# Installed by virt-zoned; 'virt-zoned hooks remove' takes it away.\n";
    private static final String HOOK = "etc/libvirt/hooks/qemu.d/virt-zoned";
    private static final String OLD_HOOK = "etc/libvirt/hooks/qemu";
    private static final String MODULE = "usr/local/lib/virt-zoned/virt_zoned_lio/lio.py";
    private static final String RULES = "etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned";
    private static final String ABSTRACTION = "etc/apparmor.d/abstractions/libvirt-qemu";
    private static final String ADDITIONS = "etc/apparmor.d/local/abstractions/libvirt-qemu";
    private static final String INCLUSION = "include if exists <abstractions/libvirt-qemu.d/virt-zoned>\n";
    private static final String UP_TO_DATE = "";

    /** The installation of everything on a host that has nothing but files. */
    private static final List<String> ALL = List.of(
            "Made: folder /var/lib/libvirt/zoned.",
            "Made: folder /var/lib/libvirt/zoned/nvme.",
            "Installed: /usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py.",
            "Installed: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py.",
            "Installed: /usr/local/sbin/virt-zoned-lio.",
            "Installed: /etc/udev/rules.d/61-virt-zoned.rules.",
            "Installed: /etc/libvirt/hooks/qemu.d/virt-zoned.");

    @TempDir
    private Path root;

    @TempDir
    private Path hooks;

    @BeforeEach
    void makeUpTheHook() throws IOException {
        write(hooks, "qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\nprint()\n");
        write(hooks, "sbin/virt-zoned-lio", "#!/usr/bin/python3 -I\nprint()\n");
        write(hooks, "virt_zoned_lio/__init__.py", "");
        write(hooks, "virt_zoned_lio/lio.py", "\"\"\"LIO.\"\"\"\n");
        write(hooks, "apparmor/virt-zoned", "/dev/sg[0-9]* rwk,\n");
        write(hooks, "systemd/virt-zoned.conf", "[Unit]\n");
        write(hooks, "udev/61-virt-zoned.rules", "LABEL=\"end\"\n");
    }

    @Test
    void installsEachFileMarkedAndWhole() throws IOException {
        assertDone(ALL, install());

        assertEquals(
                Map.of(
                        HOOK,
                        "rwxr-xr-x #!/usr/bin/python3 -IS\n" + MARK + "print()\n",
                        "usr/local/sbin/virt-zoned-lio",
                        "rwxr-xr-x #!/usr/bin/python3 -I\n" + MARK + "print()\n",
                        "usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py",
                        "rw-r--r-- " + MARK,
                        MODULE,
                        "rw-r--r-- " + MARK + "\"\"\"LIO.\"\"\"\n",
                        "etc/udev/rules.d/61-virt-zoned.rules",
                        "rw-r--r-- " + MARK + "LABEL=\"end\"\n"),
                content());
        assertEquals("rwx--x--x", permissions("var/lib/libvirt/zoned"));
        assertEquals("rwx--x--x", permissions("var/lib/libvirt/zoned/nvme"));
        assertEquals("rwxr-xr-x", permissions("usr/local/lib/virt-zoned/virt_zoned_lio"));
    }

    @Test
    void installsWhatTheHostHasUseFor() throws IOException {
        write(root, ABSTRACTION, "include if exists <abstractions/libvirt-qemu.d>\n");
        Files.createDirectories(root.resolve("etc/systemd"));

        HookReport report = install();

        assertEquals(List.of(), report.warnings());
        assertEquals(MARK + "/dev/sg[0-9]* rwk,\n", read(RULES));
        assertEquals(MARK + "[Unit]\n", read("etc/systemd/system/libvirtd.service.d/virt-zoned.conf"));
        assertEquals(MARK + "[Unit]\n", read("etc/systemd/system/virtqemud.service.d/virt-zoned.conf"));
        assertFalse(exists(ADDITIONS));
    }

    @Test
    void installedAgainIsUpToDate() throws IOException {
        install();
        Map<String, String> before = content();

        assertDone(List.of(UP_TO_DATE), install());
        assertEquals(before, content());
    }

    @Test
    void anOlderVersionIsReplaced() throws IOException {
        write(hooks, "virt_zoned_lio/gone.py", "");
        install();
        write(root, "usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__/gone.cpython-311.pyc", "compiled");
        write(root, "usr/local/lib/virt-zoned/virt_zoned_lio/mine.py", "# An administrator's own.\n");
        Files.delete(hooks.resolve("virt_zoned_lio/gone.py"));
        write(hooks, "virt_zoned_lio/lio.py", "\"\"\"Newer.\"\"\"\n");
        write(hooks, "qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");

        assertDone(
                List.of(
                        "Replaced: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py.",
                        "Removed: /usr/local/lib/virt-zoned/virt_zoned_lio/gone.py.",
                        "Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."),
                install());

        assertEquals(MARK + "\"\"\"Newer.\"\"\"\n", read(MODULE));
        assertEquals("#!/usr/bin/python3 -IS\n" + MARK + "pass\n", read(HOOK));
        assertFalse(exists("usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__"));
        assertTrue(exists("usr/local/lib/virt-zoned/virt_zoned_lio/mine.py"));
    }

    @Test
    void permissionsThatWereChangedAreSetAgain() throws IOException {
        install();
        Files.setPosixFilePermissions(root.resolve(HOOK), PosixFilePermissions.fromString("rw-r--r--"));

        assertDone(List.of("Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."), install());
        assertEquals("rwxr-xr-x", permissions(HOOK));
    }

    /** As the refusals said until there was a command for it. */
    @Test
    void whatAnAdministratorCopiedIsReplaced() throws IOException {
        write(root, ABSTRACTION, "include <abstractions/libvirt-qemu.d>\n");
        write(root, RULES, "/dev/sg[0-9]* rwk,\n");

        install();

        assertEquals(MARK + "/dev/sg[0-9]* rwk,\n", read(RULES));
    }

    @Test
    void whatIsSomebodyElsesIsNamedAndNothingIsChanged() throws IOException {
        write(root, HOOK, "#!/bin/sh\n");
        write(root, "usr/local/sbin/virt-zoned-lio", "#!/bin/sh\n");
        Map<String, String> before = content();

        HostException refusal = assertThrows(HostException.class, this::install);

        assertEquals(
                "Cannot install the hook: " + root + "/usr/local/sbin/virt-zoned-lio, " + root + "/" + HOOK
                        + " are there, and not virt-zoned's.",
                refusal.getMessage());
        assertEquals("Take them away first.", refusal.remedy().orElseThrow());
        assertEquals(before, content());
        assertFalse(exists("var"));
    }

    @Test
    void aLinkIsSomebodyElses() throws IOException {
        install();
        Path elsewhere = root.resolve("elsewhere");
        Files.move(root.resolve(HOOK), elsewhere);
        Files.createSymbolicLink(root.resolve(HOOK), elsewhere);

        HostException refusal = assertThrows(HostException.class, this::install);

        assertEquals(
                "Cannot install the hook: " + root + "/" + HOOK + " is there, and not virt-zoned's.",
                refusal.getMessage());
        assertEquals("Take it away first.", refusal.remedy().orElseThrow());
    }

    @Test
    void anOlderLibvirtHasOneHookOnly() throws IOException {
        install(HookPlace.ALONE);

        assertEquals("#!/usr/bin/python3 -IS\n" + MARK + "print()\n", read(OLD_HOOK));
        assertFalse(exists(HOOK));
        assertDone(List.of(UP_TO_DATE), install());

        assertDone(
                List.of("Installed: /etc/libvirt/hooks/qemu.d/virt-zoned.", "Removed: /etc/libvirt/hooks/qemu."),
                install(HookPlace.AMONG_OTHERS));
        assertFalse(exists(OLD_HOOK));
    }

    @Test
    void theOneHookOfAnOlderLibvirtIsNotOverwritten() throws IOException {
        write(root, OLD_HOOK, "#!/bin/sh\n");

        HostException refusal = assertThrows(HostException.class, () -> install(HookPlace.ALONE));

        assertEquals(
                "Cannot install the hook: " + root
                        + "/etc/libvirt/hooks/qemu is not virt-zoned's, and libvirt before 6.5 runs one hook only.",
                refusal.getMessage());
        assertEquals(
                "Take it away, or take a newer libvirt, which runs several.",
                refusal.remedy().orElseThrow());
        assertEquals("#!/bin/sh\n", read(OLD_HOOK));
    }

    @Test
    void aNewerLibvirtRunsItBesideTheHookOfSomebodyElse() throws IOException {
        write(root, OLD_HOOK, "#!/bin/sh\n");

        assertDone(ALL, install(HookPlace.AMONG_OTHERS));
        assertEquals("#!/bin/sh\n", read(OLD_HOOK));
    }

    @Test
    void libvirtIsMadeToIncludeTheAppArmorRules() throws IOException {
        write(root, ABSTRACTION, "  # Please use <abstractions/libvirt-qemu.d/...> instead\n");

        install();
        assertEquals("# Installed by virt-zoned.\n" + INCLUSION, read(ADDITIONS));
        assertDone(List.of(UP_TO_DATE), install());

        remove();
        assertFalse(exists(ADDITIONS));
    }

    @Test
    void additionsOfAnAdministratorStay() throws IOException {
        write(root, ABSTRACTION, "");
        write(root, ADDITIONS, "/srv/** rwk,");

        install();
        assertEquals("/srv/** rwk,\n" + INCLUSION, read(ADDITIONS));

        remove();
        assertEquals("/srv/** rwk,\n", read(ADDITIONS));
    }

    @Test
    void removesAllThatIsOurs() throws IOException {
        write(root, ABSTRACTION, "include <abstractions/libvirt-qemu.d>\n");
        Files.createDirectories(root.resolve("etc/systemd"));
        Map<String, String> before = content();
        install();
        write(root, "usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__/lio.cpython-311.pyc", "compiled");
        write(root, "etc/libvirt/hooks/.virt-zoned.new", "of a run that was killed");

        assertDone(
                List.of(
                        "Removed: /etc/libvirt/hooks/qemu.d/virt-zoned.",
                        "Removed: /etc/systemd/system/virtqemud.service.d/virt-zoned.conf.",
                        "Removed: /etc/systemd/system/libvirtd.service.d/virt-zoned.conf.",
                        "Removed: /etc/udev/rules.d/61-virt-zoned.rules.",
                        "Removed: /etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned.",
                        "Removed: /usr/local/sbin/virt-zoned-lio.",
                        "Removed: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py.",
                        "Removed: /usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py.",
                        "Removed: folder /etc/libvirt/hooks/qemu.d.",
                        "Removed: folder /etc/systemd/system/libvirtd.service.d.",
                        "Removed: folder /etc/systemd/system/virtqemud.service.d.",
                        "Removed: folder /etc/apparmor.d/abstractions/libvirt-qemu.d.",
                        "Removed: folder /usr/local/lib/virt-zoned/virt_zoned_lio.",
                        "Removed: folder /usr/local/lib/virt-zoned.",
                        "Removed: folder /var/lib/libvirt/zoned/nvme.",
                        "Removed: folder /var/lib/libvirt/zoned."),
                remove());
        assertEquals(before, content());
        assertDone(List.of(UP_TO_DATE), remove());
    }

    @Test
    void leavesWhatIsNot() throws IOException {
        install();
        String file = "var/lib/libvirt/zoned/nvme/zns0.raw";
        write(root, file, "precious");
        write(root, "etc/libvirt/hooks/qemu.d/another", "#!/bin/sh\n");
        write(root, MODULE, "# An administrator's own.\n");

        remove();

        assertEquals(
                Map.of(
                        file,
                        permissions(file) + " precious",
                        "etc/libvirt/hooks/qemu.d/another",
                        permissions("etc/libvirt/hooks/qemu.d/another") + " #!/bin/sh\n",
                        MODULE,
                        permissions(MODULE) + " # An administrator's own.\n"),
                content());
    }

    @Test
    void isNotRemovedFromUnderGuests() throws IOException {
        install();
        write(root, "run/virt-zoned/claims/wwn-5000c500a1b2c3d4", "{}");

        HostException refusal = assertThrows(HostException.class, this::remove);

        assertEquals(
                "Cannot remove the hook: guests with zoned devices run (" + root
                        + "/run/virt-zoned/claims holds 1 claim), and only the hook cleans up after them.",
                refusal.getMessage());
        assertEquals(
                "Shut them down first ('virt-zoned-lio show' lists them), or add --force.",
                refusal.remedy().orElseThrow());
        assertTrue(exists(HOOK));

        installation().remove(true);
        assertFalse(exists(HOOK));
    }

    @Test
    void isMissingWhereThereIsNone() throws IOException {
        assertTrue(HookInstallation.isMissing(root));
        install();
        assertFalse(HookInstallation.isMissing(root));
    }

    @Test
    void aDaemonThatSystemdRunsIsReloaded() throws IOException {
        systemd(0);
        daemon("virtqemud", 7, Instant.EPOCH);

        HookReport report = install();

        assertEquals(List.of(), report.warnings());
        assertEquals("Reloaded: virtqemud.", report.done().get(report.done().size() - 1));
        assertEquals("daemon-reload\nreload virtqemud.service\n", read("log"));
        assertEquals("7 4711\n", read("run/virt-zoned/reloaded"));
        assertDone(List.of(UP_TO_DATE), install());

        write(hooks, "qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");
        assertDone(List.of("Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."), install());
        remove();
        assertFalse(exists("run/virt-zoned/reloaded"));
    }

    @Test
    void aReloadThatFailsIsNamed() throws IOException {
        systemd(1);
        daemon("libvirtd", 7, Instant.EPOCH);

        assertEquals(
                List.of(
                        "'systemctl daemon-reload' failed: Access denied.",
                        "'systemctl reload libvirtd.service' failed: Access denied. libvirtd looks for hooks at its"
                                + " start, and when it is told to. Tell it: kill -HUP 7"),
                install().warnings());
        assertFalse(exists("run/virt-zoned"));
    }

    @Test
    void whereSystemdDoesNotRunTheCommandIsSaid() throws IOException {
        daemon("libvirtd", 7, Instant.EPOCH);
        List<String> expected =
                List.of("libvirtd looks for hooks at its start, and when it is told to. Tell it: kill -HUP 7");

        assertEquals(expected, install().warnings());
        assertEquals(expected, install().warnings());
    }

    @Test
    void aDaemonThatStartedAfterwardsKnowsTheHook() throws IOException {
        install();
        daemon("libvirtd", 7, Instant.now().plusSeconds(60));
        assertEquals(List.of(), install().warnings());

        // It knows that there is one, whatever it holds.
        write(hooks, "qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");
        assertEquals(List.of(), install().warnings());
        assertEquals("7 4711\n", read("run/virt-zoned/reloaded"));
    }

    @Test
    void aDaemonThatIsGoneIsNone() throws IOException {
        daemon("libvirtd", 7, Instant.EPOCH);
        write(root, "proc/7/comm", "bash\n");

        assertEquals(List.of(), install().warnings());
    }

    /** It would fail to start any guest. */
    @Test
    void anOlderLibvirtIsToldOfTheRemoval() throws IOException {
        install(HookPlace.ALONE);
        daemon("libvirtd", 7, Instant.now().plusSeconds(60));

        assertEquals(
                List.of("libvirtd looks for hooks at its start, and when it is told to. Tell it: kill -HUP 7"),
                remove().warnings());
    }

    @Test
    void theUdevRuleIsLoaded() throws IOException {
        write(root, "run/udev/control", "");
        tool("usr/bin/udevadm", 0, "");

        install();
        assertEquals("control --reload\n", read("log"));
        install();
        assertEquals("control --reload\n", read("log"));
        remove();
        assertEquals("control --reload\ncontrol --reload\n", read("log"));
    }

    @Test
    void theFolderIsLabelledForGood() throws IOException {
        write(root, "sys/fs/selinux/enforce", "1");
        tool("usr/sbin/semanage", 0, "");
        tool("usr/sbin/restorecon", 0, "");
        String folder = root + "/var/lib/libvirt/zoned/nvme";

        HookReport report = install();

        assertEquals(List.of(), report.warnings());
        assertTrue(plain(report.done()).contains("Labelled: /var/lib/libvirt/zoned/nvme svirt_image_t."));
        assertEquals(
                "fcontext -a -t svirt_image_t /var/lib/libvirt/zoned/nvme(/.*)?\n-R " + folder + "\n", read("log"));
        tool("usr/bin/stat", 0, "system_u:object_r:svirt_image_t:s0");
        assertDone(List.of(UP_TO_DATE), install());
    }

    @Test
    void withoutToolsForItTheFolderIsLabelledForNow() throws IOException {
        write(root, "sys/fs/selinux/enforce", "1");
        tool("usr/bin/chcon", 1, "chcon: not permitted");
        String folder = root + "/var/lib/libvirt/zoned/nvme";

        assertEquals(
                List.of("SELinux may keep guests from the files in " + folder + ": 'chcon -t svirt_image_t " + folder
                        + "' failed: chcon: not permitted."),
                install().warnings());
        assertEquals("-t svirt_image_t " + folder + "\n", read("log"));
    }

    /** What the program itself has to install. */
    @Test
    void theProgramHoldsNoTestsAndNothingCompiled() {
        List<String> names = HookResources.builtIn().names();

        assertTrue(
                names.containsAll(
                        List.of("apparmor/virt-zoned", "systemd/virt-zoned.conf", "udev/61-virt-zoned.rules")),
                names::toString);
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> name.matches("tests/.*|setup\\.cfg|.*__pycache__.*|(.*/)?\\..*"))
                        .toList());
    }

    private HookInstallation installation() throws IOException {
        return new HookInstallation(HookResources.read(hooks), root);
    }

    private HookReport install() throws IOException {
        return installation().install(Optional.empty());
    }

    private HookReport install(HookPlace place) throws IOException {
        return installation().install(Optional.of(place));
    }

    private HookReport remove() throws IOException {
        return installation().remove(false);
    }

    private void assertDone(List<String> expected, HookReport report) {
        assertEquals(expected.equals(List.of(UP_TO_DATE)) ? List.of() : expected, plain(report.done()));
        assertEquals(List.of(), report.warnings());
    }

    private List<String> plain(List<String> sentences) {
        return sentences.stream()
                .map(sentence -> sentence.replace(root.toString(), ""))
                .toList();
    }

    private void systemd(int status) throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
        tool("usr/bin/systemctl", status, status == 0 ? "" : "Access denied");
    }

    /** A program that notes what it is called with, says something, and exits. */
    private void tool(String path, int status, String words) throws IOException {
        write(
                root,
                path,
                "#!/bin/sh\n[ \"$1\" = --format=%C ] || echo \"$*\" >> " + root.resolve("log") + "\necho '" + words
                        + "'\nexit " + status + "\n");
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A daemon as /proc and its file of its process id show it. */
    private void daemon(String name, int pid, Instant started) throws IOException {
        write(root, "run/" + name + ".pid", pid + "\n");
        Files.setLastModifiedTime(root.resolve("run/" + name + ".pid"), FileTime.from(started));
        write(root, "proc/" + pid + "/comm", name + "\n");
        write(
                root,
                "proc/" + pid + "/stat",
                pid + " (" + name + ") S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21\n");
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String name = root.relativize(file).toString();
                content.put(name, permissions(name) + " " + read(name));
            }
        }
        return content;
    }

    private boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
