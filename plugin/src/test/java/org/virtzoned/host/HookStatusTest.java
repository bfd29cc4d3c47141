package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a host that is made up. */
class HookStatusTest {
    private static final String INSTALL = " -> Run: virt-zoned hooks install";

    @TempDir
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
    }

    @Test
    void ofAHostWithNothing() throws IOException {
        host.write("etc/apparmor.d/abstractions/libvirt-qemu", "");
        host.write("sys/fs/selinux/enforce", "1");
        host.makeFolder("etc/systemd");

        assertEquals(
                List.of(
                        "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not there" + INSTALL,
                        "FAIL for the hook's program: /usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py is not there"
                                + INSTALL,
                        "FAIL for the AppArmor rules: /etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned is not"
                                + " there" + INSTALL,
                        "FAIL that libvirt includes the AppArmor rules: /etc/apparmor.d/abstractions/libvirt-qemu does"
                                + " not" + INSTALL,
                        "WARN for the SELinux label of /var/lib/libvirt/zoned/nvme: it is not svirt_image_t" + INSTALL,
                        "FAIL for the systemd drop-ins: /etc/systemd/system/libvirtd.service.d/virt-zoned.conf is not"
                                + " there" + INSTALL,
                        "FAIL for the udev rule: /etc/udev/rules.d/61-virt-zoned.rules is not there" + INSTALL,
                        "FAIL for Python: there is no /usr/bin/python3, which the hook is run by -> Install python3",
                        "WARN for rtslib: Python has no rtslib_fb: no vhost-scsi, no emulated ZBC disk -> Install"
                                + " python3-rtslib-fb (Debian) or python3-rtslib (Fedora)",
                        "WARN for tcmu-runner: it is not installed: no emulated ZBC disk -> Install tcmu-runner"),
                status(Optional.empty()));
    }

    @Test
    void ofAHostWithAll() throws IOException {
        host.write("etc/apparmor.d/abstractions/libvirt-qemu", "");
        host.write("sys/fs/selinux/enforce", "1");
        host.makeFolder("etc/systemd");
        host.tool("usr/bin/stat", "echo system_u:object_r:svirt_image_t:s0");
        // The module's name in newer releases.
        host.tool("usr/bin/python3", "[ \"$*\" = '-I -c import rtslib' ]");
        host.tool("usr/bin/tcmu-runner", "exit 1");
        host.write("proc/8/comm", "tcmu-runner\n");
        host.install(HookPlace.AMONG_OTHERS);

        assertEquals(
                List.of(
                        "PASS for the hook",
                        "PASS for the hook's program",
                        "PASS that libvirt has loaded the hook",
                        "PASS for the AppArmor rules",
                        "PASS that libvirt includes the AppArmor rules",
                        "PASS for the SELinux label of /var/lib/libvirt/zoned/nvme",
                        "PASS for the systemd drop-ins",
                        "PASS for the udev rule",
                        "PASS for Python",
                        "PASS for rtslib",
                        "PASS for tcmu-runner"),
                status(Optional.of(HookPlace.AMONG_OTHERS)));
    }

    @Test
    void ofAHookThatIsNotAsItShouldBe() throws IOException {
        host.install(HookPlace.AMONG_OTHERS);
        host.writeHook("virt_zoned_lio/lio.py", "# Newer.\n");
        host.write("etc/udev/rules.d/61-virt-zoned.rules", "# Somebody else's.\n");
        host.daemon("libvirtd", 7, Instant.EPOCH);

        assertEquals(
                List.of(
                        "PASS for the hook",
                        "WARN for the hook's program: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py differs from"
                                + " this version's" + INSTALL,
                        "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: kill"
                                + " -HUP 7, and start a guest: its hook notes the daemon",
                        "FAIL for the udev rule: /etc/udev/rules.d/61-virt-zoned.rules is not virt-zoned's -> Take it"
                                + " away, then run: virt-zoned hooks install"),
                status(Optional.empty()).subList(0, 4));
    }

    /** libvirt passes over a script that it may not run: no start is looked at. */
    @Test
    void ofAHookThatCannotBeRun() throws IOException {
        host.install(HookPlace.AMONG_OTHERS);
        host.setPermissions("etc/libvirt/hooks/qemu.d/virt-zoned", "rw-r--r--");
        host.daemon("libvirtd", 7, Instant.EPOCH);

        assertEquals(
                List.of(
                        "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not executable" + INSTALL,
                        "PASS for the hook's program"),
                status(Optional.empty()).subList(0, 2));
        assertFalse(status(Optional.empty()).stream().anyMatch(line -> line.contains("loaded")));

        host.write("etc/libvirt/hooks/qemu.d/virt-zoned", "#!/bin/sh\n" + HookFile.MARK + "\n");
        assertEquals(
                "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not executable" + INSTALL,
                status(Optional.empty()).get(0));

        host.setPermissions("etc/libvirt/hooks/qemu.d/virt-zoned", "rwxr-xr-x");
        assertEquals(
                "WARN for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned differs from this version's" + INSTALL,
                status(Optional.empty()).get(0));
    }

    @Test
    void ofAHookThatAnOlderLibvirtDoesNotRun() throws IOException {
        host.install(HookPlace.AMONG_OTHERS);

        assertEquals(
                "FAIL for the hook: /etc/libvirt/hooks/qemu is not there" + INSTALL,
                status(Optional.of(HookPlace.ALONE)).get(0));
    }

    @Test
    void ofADaemonThatSystemdCanReload() throws IOException {
        host.install(HookPlace.AMONG_OTHERS);
        host.makeFolder("run/systemd/system");
        host.daemon("libvirtd", 7, Instant.EPOCH);

        assertEquals(
                "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: systemctl"
                        + " reload libvirtd, and start a guest: its hook notes the daemon",
                status(Optional.empty()).get(2));
    }

    @Test
    void ofADaemonThatHasCalledTheHook() throws IOException {
        host.install(HookPlace.AMONG_OTHERS);
        host.daemon("libvirtd", 7, Instant.EPOCH);
        // As hooks/qemu.d/virt-zoned writes it.
        host.write("run/virt-zoned/caller", "7 4711\n");
        assertEquals(
                "PASS that libvirt has loaded the hook",
                status(Optional.empty()).get(2));

        // Another process had this number.
        host.write("run/virt-zoned/caller", "7 4710\n");
        assertTrue(status(Optional.empty()).get(2).startsWith("WARN that libvirt has loaded the hook"));

        host.remove();
        assertFalse(host.exists("run/virt-zoned/caller"));
    }

    @Test
    void ofATcmuRunnerThatDoesNotRun() throws IOException {
        host.tool("usr/bin/tcmu-runner", "exit 1");
        host.write("proc/8/comm", "bash\n");

        assertEquals(
                "WARN for tcmu-runner: it does not run: no emulated ZBC disk -> Start it",
                status(Optional.empty()).get(5));
    }

    private List<String> status(Optional<HookPlace> place) throws IOException {
        return host.installation().status(place).stream().map(host::line).toList();
    }
}
