package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else of hosts is looked at, on hosts that are made up. */
class HostExaminationTest {
    @TempDir
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
        RecordedKernel.TRIXIE.runOn(host);
    }

    @Test
    void configfsIsMountedOrWillBe() throws IOException {
        assertEquals("PASS for configfs: mounted when needed", host.line(look().configfs()));

        host.write("proc/self/mounts", "none / ext4 rw 0 0\nconfigfs /sys/kernel/config configfs rw,nosuid 0 0\n");

        assertEquals("PASS for configfs: mounted", host.line(look().configfs()));
    }

    @Test
    void aKernelWithoutConfigfsHasNone() throws IOException {
        RecordedKernel.MONOLITHIC.runOn(host);

        assertEquals(
                "FAIL for configfs: the kernel 6.18.44 is built without CONFIG_CONFIGFS_FS -> Boot one that has it"
                        + " (Debian: linux-image-amd64, not the one for clouds)",
                host.line(look().configfs()));
    }

    @Test
    void liosFolderIsOneOfTwo() throws IOException {
        assertEquals(
                "WARN for LIO's own folder: /etc/target is not there, and LIO remembers no persistent reservations -> Run:"
                        + " mkdir -p /etc/target/pr /etc/target/alua",
                host.line(look().lioFolder()));

        host.makeFolder("var/target");

        assertEquals("PASS for LIO's own folder", host.line(look().lioFolder()));
    }

    @Test
    void liosFolderIsTheOneThatIsChosen() throws IOException {
        host.makeFolder("etc/target");
        host.write("sys/kernel/config/target/dbroot", "/etc/rtslib-fb-target\n");

        assertEquals(
                "WARN for LIO's own folder: /etc/rtslib-fb-target is not there, and LIO remembers no persistent"
                        + " reservations -> Run: mkdir -p /etc/rtslib-fb-target/pr /etc/rtslib-fb-target/alua",
                host.line(look().lioFolder()));
    }

    @Test
    void rtslibIsPythons() throws IOException {
        assertEquals(
                "FAIL for Python: there is no /usr/bin/python3, which the hook is run by -> Install python3",
                host.line(look().rtslib()));

        host.tool("usr/bin/python3", "exit 1");
        assertEquals(
                "FAIL for rtslib: Python has no rtslib_fb: no vhost-scsi, no emulated ZBC disk -> Install"
                        + " python3-rtslib-fb (Debian) or python3-rtslib (Fedora)",
                host.line(look().rtslib()));

        host.tool("usr/bin/python3", "[ \"$*\" = '-I -c import rtslib' ]");
        assertEquals("PASS for rtslib", host.line(look().rtslib()));
    }

    @Test
    void tcmuRunnerRunsWithItsHandler() throws IOException {
        assertEquals(
                "FAIL for tcmu-runner: it is not installed: no emulated ZBC disk -> Install tcmu-runner",
                host.line(look().tcmuRunner()));
        assertEquals(
                "FAIL for tcmu-runner's ZBC handler: there is no tcmu-runner/handler_file_zbc.so in /usr/lib -> Install"
                        + " tcmu-runner with it",
                host.line(look().zbcHandler()));

        host.tool("usr/bin/tcmu-runner", "exit 1");
        host.makeFolder("run/systemd/system");
        assertEquals(
                "FAIL for tcmu-runner: it does not run: no emulated ZBC disk -> Run: systemctl start tcmu-runner",
                host.line(look().tcmuRunner()));

        host.write("proc/8/comm", "tcmu-runner\n");
        host.write("usr/lib/x86_64-linux-gnu/tcmu-runner/handler_file_zbc.so", "");
        assertEquals("PASS for tcmu-runner", host.line(look().tcmuRunner()));
        assertEquals("PASS for tcmu-runner's ZBC handler", host.line(look().zbcHandler()));
    }

    @Test
    void theHandlerMayBeFedoras() throws IOException {
        host.write("usr/lib64/tcmu-runner/handler_file_zbc.so", "");

        assertEquals("PASS for tcmu-runner's ZBC handler", host.line(look().zbcHandler()));
    }

    @Test
    void disksInUseDoNotCount() throws IOException {
        assertEquals(
                "WARN for a zoned SCSI disk: there is none on this host -> Plug one in, or take an emulated one: zbc:FILE"
                        + " or --nvme-zns",
                host.line(look().scsiDisk()));

        host.disk("sda", "none", "6:0:0:0");
        host.disk("sdb", "host-managed", "6:0:1:0");
        host.disk("sdc", "host-aware", "6:0:2:0");
        host.write("sys/block/sdc/holders/dm-0/size", "1\n");
        host.write("sys/block/sdb/dev", "8:16\n");
        host.write("proc/self/mountinfo", "36 35 8:16 / /srv rw - btrfs /dev/sdb rw\n");
        String used = "WARN for a zoned SCSI disk: all are in use: /dev/sdb, /dev/sdc -> Free one";
        assertEquals(used, host.line(look().scsiDisk()));

        host.write("sys/block/nullb0/queue/zoned", "host-managed\n");
        assertEquals("PASS for a zoned block device: /dev/nullb0", host.line(look().blockDevice()));
        assertEquals(used, host.line(look().scsiDisk()));

        host.disk("sdd", "host-managed", "6:0:3:0");
        assertEquals("PASS for a zoned SCSI disk: /dev/sdd", host.line(look().scsiDisk()));
    }

    @Test
    void theWorstOfTheHookIsSaid() throws IOException {
        HookInstallation hook = new HookInstallation(HookResources.builtIn(), host.root());
        assertEquals(
                "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not there -> Run: virt-zoned hooks install",
                host.line(look().hook(Optional.empty())));

        hook.install(Optional.empty());
        assertEquals("PASS for the hook", host.line(look().hook(Optional.empty())));

        host.daemon("libvirtd", 7, Instant.EPOCH);
        assertEquals(
                "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: kill -HUP 7,"
                        + " and start a guest: its hook notes the daemon",
                host.line(look().hook(Optional.empty())));

        Files.delete(host.root().resolve("usr/local/sbin/virt-zoned-lio"));
        assertEquals(
                "FAIL for the hook's program: /usr/local/sbin/virt-zoned-lio is not there -> Run: virt-zoned hooks install",
                host.line(look().hook(Optional.empty())));
    }

    @Test
    void soIsTheWorstOfTheAppArmorRules() throws IOException {
        host.write("etc/apparmor.d/abstractions/libvirt-qemu", "");
        assertEquals(
                "FAIL for the AppArmor rules: /etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned is not there -> Run:"
                        + " virt-zoned hooks install",
                host.line(look().appArmorRules()));

        new HookInstallation(HookResources.builtIn(), host.root()).install(Optional.empty());
        assertEquals("PASS for the AppArmor rules", host.line(look().appArmorRules()));
    }

    private HostExamination look() {
        return new HostExamination(host.root());
    }
}
