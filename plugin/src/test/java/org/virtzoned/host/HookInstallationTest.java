package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook's files installed on, and removed from, a host that is made up. */
class HookInstallationTest {
    private static final String MARK = "# Installed by virt-zoned; 'virt-zoned hooks remove' takes it away.\n";
    private static final String HOOK = "etc/libvirt/hooks/qemu.d/virt-zoned";
    private static final String OLD_HOOK = "etc/libvirt/hooks/qemu";
    private static final String MODULE = "usr/local/lib/virt-zoned/virt_zoned_lio/lio.py";
    private static final String RULES = "etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned";
    private static final String ABSTRACTION = "etc/apparmor.d/abstractions/libvirt-qemu";
    private static final String ADDITIONS = "etc/apparmor.d/local/abstractions/libvirt-qemu";
    private static final String INCLUSION = "include if exists <abstractions/libvirt-qemu.d/virt-zoned>\n";

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
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
    }

    @Test
    void installsEachFileMarkedAndWhole() throws IOException {
        assertDone(ALL, host.install());

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
                host.content());
        assertEquals("rwx--x--x", host.permissions("var/lib/libvirt/zoned"));
        assertEquals("rwx--x--x", host.permissions("var/lib/libvirt/zoned/nvme"));
        assertEquals("rwxr-xr-x", host.permissions("usr/local/lib/virt-zoned/virt_zoned_lio"));
    }

    @Test
    void installsWhatTheHostHasUseFor() throws IOException {
        host.write(ABSTRACTION, "include if exists <abstractions/libvirt-qemu.d>\n");
        host.makeFolder("etc/systemd");

        HookReport report = host.install();

        assertEquals(List.of(), report.warnings());
        assertEquals(MARK + "/dev/sg[0-9]* rwk,\n", host.read(RULES));
        assertEquals(MARK + "[Unit]\n", host.read("etc/systemd/system/libvirtd.service.d/virt-zoned.conf"));
        assertEquals(MARK + "[Unit]\n", host.read("etc/systemd/system/virtqemud.service.d/virt-zoned.conf"));
        assertFalse(host.exists(ADDITIONS));
    }

    @Test
    void installedAgainIsUpToDate() throws IOException {
        host.install();
        Map<String, String> before = host.content();

        assertDone(List.of(), host.install());
        assertEquals(before, host.content());
    }

    @Test
    void anOlderVersionIsReplaced() throws IOException {
        host.writeHook("virt_zoned_lio/gone.py", "");
        host.install();
        host.write("usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__/gone.cpython-311.pyc", "compiled");
        host.write("usr/local/lib/virt-zoned/virt_zoned_lio/mine.py", "# An administrator's own.\n");
        host.deleteHook("virt_zoned_lio/gone.py");
        host.writeHook("virt_zoned_lio/lio.py", "\"\"\"Newer.\"\"\"\n");
        host.writeHook("qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");

        assertDone(
                List.of(
                        "Replaced: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py.",
                        "Removed: /usr/local/lib/virt-zoned/virt_zoned_lio/gone.py.",
                        "Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."),
                host.install());

        assertEquals(MARK + "\"\"\"Newer.\"\"\"\n", host.read(MODULE));
        assertEquals("#!/usr/bin/python3 -IS\n" + MARK + "pass\n", host.read(HOOK));
        assertFalse(host.exists("usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__"));
        assertTrue(host.exists("usr/local/lib/virt-zoned/virt_zoned_lio/mine.py"));
    }

    @Test
    void permissionsThatWereChangedAreSetAgain() throws IOException {
        host.install();
        host.setPermissions(HOOK, "rw-r--r--");

        assertDone(List.of("Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."), host.install());
        assertEquals("rwxr-xr-x", host.permissions(HOOK));
    }

    /** As the refusals said until there was a command for it. */
    @Test
    void whatAnAdministratorCopiedIsReplaced() throws IOException {
        host.write(ABSTRACTION, "include <abstractions/libvirt-qemu.d>\n");
        host.write(RULES, "/dev/sg[0-9]* rwk,\n");

        host.install();

        assertEquals(MARK + "/dev/sg[0-9]* rwk,\n", host.read(RULES));
    }

    @Test
    void whatIsSomebodyElsesIsNamedAndNothingIsChanged() throws IOException {
        host.write(HOOK, "#!/bin/sh\n");
        host.write("usr/local/sbin/virt-zoned-lio", "#!/bin/sh\n");
        Map<String, String> before = host.content();

        HostException refusal = assertThrows(HostException.class, host::install);

        assertEquals(
                "Cannot install the hook: " + host.root() + "/usr/local/sbin/virt-zoned-lio, " + host.root() + "/"
                        + HOOK + " are there, and not virt-zoned's.",
                refusal.getMessage());
        assertEquals("Take them away first.", refusal.remedy().orElseThrow());
        assertEquals(before, host.content());
        assertFalse(host.exists("var"));
    }

    @Test
    void aLinkIsSomebodyElses() throws IOException {
        host.install();
        Path elsewhere = host.root().resolve("elsewhere");
        Files.move(host.root().resolve(HOOK), elsewhere);
        Files.createSymbolicLink(host.root().resolve(HOOK), elsewhere);

        HostException refusal = assertThrows(HostException.class, host::install);

        assertEquals(
                "Cannot install the hook: " + host.root() + "/" + HOOK + " is there, and not virt-zoned's.",
                refusal.getMessage());
        assertEquals("Take it away first.", refusal.remedy().orElseThrow());
    }

    @Test
    void anOlderLibvirtHasOneHookOnly() throws IOException {
        host.install(HookPlace.ALONE);

        assertEquals("#!/usr/bin/python3 -IS\n" + MARK + "print()\n", host.read(OLD_HOOK));
        assertFalse(host.exists(HOOK));
        assertDone(List.of(), host.install());

        assertDone(
                List.of("Installed: /etc/libvirt/hooks/qemu.d/virt-zoned.", "Removed: /etc/libvirt/hooks/qemu."),
                host.install(HookPlace.AMONG_OTHERS));
        assertFalse(host.exists(OLD_HOOK));
    }

    @Test
    void theOneHookOfAnOlderLibvirtIsNotOverwritten() throws IOException {
        host.write(OLD_HOOK, "#!/bin/sh\n");

        HostException refusal = assertThrows(HostException.class, () -> host.install(HookPlace.ALONE));

        assertEquals(
                "Cannot install the hook: " + host.root()
                        + "/etc/libvirt/hooks/qemu is not virt-zoned's, and libvirt before 6.5 runs one hook only.",
                refusal.getMessage());
        assertEquals(
                "Take it away, or take a newer libvirt, which runs several.",
                refusal.remedy().orElseThrow());
        assertEquals("#!/bin/sh\n", host.read(OLD_HOOK));
    }

    @Test
    void aNewerLibvirtRunsItBesideTheHookOfSomebodyElse() throws IOException {
        host.write(OLD_HOOK, "#!/bin/sh\n");

        assertDone(ALL, host.install(HookPlace.AMONG_OTHERS));
        assertEquals("#!/bin/sh\n", host.read(OLD_HOOK));
    }

    @Test
    void libvirtIsMadeToIncludeTheAppArmorRules() throws IOException {
        host.write(ABSTRACTION, "  # Please use <abstractions/libvirt-qemu.d/...> instead\n");

        host.install();
        assertEquals("# Installed by virt-zoned.\n" + INCLUSION, host.read(ADDITIONS));
        assertDone(List.of(), host.install());

        host.remove();
        assertFalse(host.exists(ADDITIONS));
    }

    @Test
    void additionsOfAnAdministratorStay() throws IOException {
        host.write(ABSTRACTION, "");
        host.write(ADDITIONS, "/srv/** rwk,");

        host.install();
        assertEquals("/srv/** rwk,\n" + INCLUSION, host.read(ADDITIONS));

        host.remove();
        assertEquals("/srv/** rwk,\n", host.read(ADDITIONS));
    }

    @Test
    void removesAllThatIsOurs() throws IOException {
        host.write(ABSTRACTION, "include <abstractions/libvirt-qemu.d>\n");
        host.makeFolder("etc/systemd");
        Map<String, String> before = host.content();
        host.install();
        host.write("usr/local/lib/virt-zoned/virt_zoned_lio/__pycache__/lio.cpython-311.pyc", "compiled");
        host.write("etc/libvirt/hooks/.virt-zoned.new", "of a run that was killed");

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
                host.remove());
        assertEquals(before, host.content());
        assertDone(List.of(), host.remove());
    }

    @Test
    void leavesWhatIsNot() throws IOException {
        host.install();
        String file = "var/lib/libvirt/zoned/nvme/zns0.raw";
        host.write(file, "precious");
        host.write("etc/libvirt/hooks/qemu.d/another", "#!/bin/sh\n");
        host.write(MODULE, "# An administrator's own.\n");

        host.remove();

        assertEquals(
                Map.of(
                        file,
                        host.permissions(file) + " precious",
                        "etc/libvirt/hooks/qemu.d/another",
                        host.permissions("etc/libvirt/hooks/qemu.d/another") + " #!/bin/sh\n",
                        MODULE,
                        host.permissions(MODULE) + " # An administrator's own.\n"),
                host.content());
    }

    @Test
    void isNotRemovedFromUnderGuests() throws IOException {
        host.install();
        host.write("run/virt-zoned/claims/wwn-5000c500a1b2c3d4", "{}");

        HostException refusal = assertThrows(HostException.class, host::remove);

        assertEquals(
                "Cannot remove the hook: guests with zoned devices run (" + host.root()
                        + "/run/virt-zoned/claims holds 1 claim), and only the hook cleans up after them.",
                refusal.getMessage());
        assertEquals(
                "Shut them down first ('virt-zoned-lio show' lists them), or add --force.",
                refusal.remedy().orElseThrow());
        assertTrue(host.exists(HOOK));

        host.installation().remove(true);
        assertFalse(host.exists(HOOK));
    }

    @Test
    void isMissingWhereThereIsNone() throws IOException {
        assertTrue(HookInstallation.isMissing(host.root()));
        host.install();
        assertFalse(HookInstallation.isMissing(host.root()));
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

    private void assertDone(List<String> expected, HookReport report) {
        assertEquals(expected, host.plain(report.done()));
        assertEquals(List.of(), report.warnings());
    }
}
