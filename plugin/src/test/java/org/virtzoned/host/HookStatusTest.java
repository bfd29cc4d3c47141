package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a root folder of the test's own. */
class HookStatusTest {
    private static final String INSTALL = " -> Run: virt-zoned hooks install";

    @TempDir
    private Path root;

    @TempDir
    private Path hooks;

    @BeforeEach
    void makeUpTheHook() throws IOException {
        for (String file : List.of(
                "qemu.d/virt-zoned",
                "sbin/virt-zoned-lio",
                "virt_zoned_lio/lio.py",
                "apparmor/virt-zoned",
                "systemd/virt-zoned.conf",
                "udev/61-virt-zoned.rules")) {
            write(hooks, file, "# " + file + "\n");
        }
    }

    @Test
    void ofAHostWithNothing() throws IOException {
        write(root, "etc/apparmor.d/abstractions/libvirt-qemu", "");
        write(root, "sys/fs/selinux/enforce", "1");
        Files.createDirectories(root.resolve("etc/systemd"));

        assertEquals(
                List.of(
                        "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not there" + INSTALL,
                        "FAIL for the hook's program: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py is not there"
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
        write(root, "etc/apparmor.d/abstractions/libvirt-qemu", "");
        write(root, "sys/fs/selinux/enforce", "1");
        Files.createDirectories(root.resolve("etc/systemd"));
        tool("usr/bin/stat", "echo system_u:object_r:svirt_image_t:s0");
        // The module's name in newer releases.
        tool("usr/bin/python3", "[ \"$*\" = '-I -c import rtslib' ]");
        tool("usr/bin/tcmu-runner", "exit 1");
        write(root, "proc/8/comm", "tcmu-runner\n");
        install(HookPlace.AMONG_OTHERS);

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
        install(HookPlace.AMONG_OTHERS);
        write(hooks, "virt_zoned_lio/lio.py", "# Newer.\n");
        write(root, "etc/udev/rules.d/61-virt-zoned.rules", "# Somebody else's.\n");
        daemon(Instant.EPOCH);

        assertEquals(
                List.of(
                        "PASS for the hook",
                        "WARN for the hook's program: /usr/local/lib/virt-zoned/virt_zoned_lio/lio.py is of another"
                                + " version of virt-zoned" + INSTALL,
                        "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: kill"
                                + " -HUP 7",
                        "FAIL for the udev rule: /etc/udev/rules.d/61-virt-zoned.rules is not virt-zoned's -> Take it"
                                + " away, then run: virt-zoned hooks install"),
                status(Optional.empty()).subList(0, 4));
    }

    @Test
    void ofAHookThatAnOlderLibvirtDoesNotRun() throws IOException {
        install(HookPlace.AMONG_OTHERS);

        assertEquals(
                "FAIL for the hook: /etc/libvirt/hooks/qemu is not there" + INSTALL,
                status(Optional.of(HookPlace.ALONE)).get(0));
    }

    @Test
    void ofADaemonThatSystemdCanReload() throws IOException {
        install(HookPlace.AMONG_OTHERS);
        Files.createDirectories(root.resolve("run/systemd/system"));
        daemon(Instant.EPOCH);

        assertEquals(
                "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: systemctl"
                        + " reload libvirtd",
                status(Optional.empty()).get(2));
    }

    @Test
    void ofATcmuRunnerThatDoesNotRun() throws IOException {
        tool("usr/bin/tcmu-runner", "exit 1");
        write(root, "proc/8/comm", "bash\n");

        assertEquals(
                "WARN for tcmu-runner: it does not run: no emulated ZBC disk -> Start it",
                status(Optional.empty()).get(5));
    }

    private List<String> status(Optional<HookPlace> place) throws IOException {
        return installation().status(place).stream().map(this::line).toList();
    }

    private String line(HostCheck check) {
        return check.result() + " " + check.subject()
                + check.found()
                        .map(found -> ": " + found.replace(root.toString(), ""))
                        .orElse("")
                + check.remedy().map(remedy -> " -> " + remedy).orElse("");
    }

    private void install(HookPlace place) throws IOException {
        assertEquals(List.of(), installation().install(Optional.of(place)).warnings());
    }

    private HookInstallation installation() throws IOException {
        return new HookInstallation(HookResources.read(hooks), root);
    }

    private void tool(String path, String line) throws IOException {
        write(root, path, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A daemon as /proc and its file of its process id show it. */
    private void daemon(Instant started) throws IOException {
        write(root, "run/libvirtd.pid", "7\n");
        Files.setLastModifiedTime(root.resolve("run/libvirtd.pid"), FileTime.from(started));
        write(root, "proc/7/comm", "libvirtd\n");
        write(root, "proc/7/stat", "7 (libvirtd) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21\n");
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
