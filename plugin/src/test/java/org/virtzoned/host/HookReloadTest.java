package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run on the host, or left to the user to run, when the hook is installed or removed. */
class HookReloadTest {
    @TempDir
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
    }

    @Test
    void aDaemonThatSystemdRunsIsReloaded() throws IOException {
        systemd(0);
        host.daemon("virtqemud", 7, Instant.EPOCH);

        HookReport report = host.install();

        assertEquals(List.of(), report.warnings());
        assertEquals("Reloaded: virtqemud.", report.done().get(report.done().size() - 1));
        assertEquals("daemon-reload\nreload virtqemud.service\n", host.read("log"));
        assertEquals("7 4711\n", host.read("run/virt-zoned/reloaded"));
        assertDone(List.of(), host.install());

        host.writeHook("qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");
        assertDone(List.of("Replaced: /etc/libvirt/hooks/qemu.d/virt-zoned."), host.install());
        host.remove();
        assertFalse(host.exists("run/virt-zoned/reloaded"));
    }

    @Test
    void aReloadThatFailsIsNamed() throws IOException {
        systemd(1);
        host.daemon("libvirtd", 7, Instant.EPOCH);

        assertEquals(
                List.of(
                        "'systemctl daemon-reload' failed: Access denied.",
                        "'systemctl reload libvirtd.service' failed: Access denied. libvirtd looks for hooks at its"
                                + " start, and when it is told to. Tell it: kill -HUP 7"),
                host.install().warnings());
        assertFalse(host.exists("run/virt-zoned"));
    }

    @Test
    void whereSystemdDoesNotRunTheCommandIsSaid() throws IOException {
        host.daemon("libvirtd", 7, Instant.EPOCH);
        List<String> expected =
                List.of("libvirtd looks for hooks at its start, and when it is told to. Tell it: kill -HUP 7");

        assertEquals(expected, host.install().warnings());
        assertEquals(expected, host.install().warnings());
    }

    /** libvirt passes over a script that it may not run. */
    @Test
    void aDaemonThatStartedWhileTheHookCouldNotBeRunDoesNotKnowIt() throws IOException {
        host.install();
        host.setPermissions("etc/libvirt/hooks/qemu.d/virt-zoned", "rw-r--r--");
        host.daemon("libvirtd", 7, Instant.now().plusSeconds(60));
        host.install();

        assertFalse(host.exists("run/virt-zoned/reloaded"));
    }

    @Test
    void aDaemonThatStartedAfterwardsKnowsTheHook() throws IOException {
        host.install();
        host.daemon("libvirtd", 7, Instant.now().plusSeconds(60));
        assertEquals(List.of(), host.install().warnings());

        // It knows that there is one, whatever it holds.
        host.writeHook("qemu.d/virt-zoned", "#!/usr/bin/python3 -IS\npass\n");
        assertEquals(List.of(), host.install().warnings());
        assertEquals("7 4711\n", host.read("run/virt-zoned/reloaded"));
    }

    @Test
    void aDaemonThatIsGoneIsNone() throws IOException {
        host.daemon("libvirtd", 7, Instant.EPOCH);
        host.write("proc/7/comm", "bash\n");

        assertEquals(List.of(), host.install().warnings());
    }

    /** It would fail to start any guest. */
    @Test
    void anOlderLibvirtIsToldOfTheRemoval() throws IOException {
        host.install(HookPlace.ALONE);
        host.daemon("libvirtd", 7, Instant.now().plusSeconds(60));

        assertEquals(
                List.of("libvirtd looks for hooks at its start, and when it is told to. Tell it: kill -HUP 7"),
                host.remove().warnings());
    }

    @Test
    void theUdevRuleIsLoaded() throws IOException {
        host.write("run/udev/control", "");
        host.notingTool("usr/bin/udevadm", 0, "");

        host.install();
        assertEquals("control --reload\n", host.read("log"));
        host.install();
        assertEquals("control --reload\n", host.read("log"));
        host.remove();
        assertEquals("control --reload\ncontrol --reload\n", host.read("log"));
    }

    @Test
    void theFolderIsLabelledForGood() throws IOException {
        host.write("sys/fs/selinux/enforce", "1");
        host.notingTool("usr/sbin/semanage", 0, "");
        host.notingTool("usr/sbin/restorecon", 0, "");
        String folder = host.root() + "/var/lib/libvirt/zoned/nvme";

        HookReport report = host.install();

        assertEquals(List.of(), report.warnings());
        assertTrue(host.plain(report.done()).contains("Labelled: /var/lib/libvirt/zoned/nvme svirt_image_t."));
        assertEquals(
                "fcontext -a -t svirt_image_t /var/lib/libvirt/zoned/nvme(/.*)?\n-R " + folder + "\n",
                host.read("log"));
        host.tool("usr/bin/stat", "echo system_u:object_r:svirt_image_t:s0");
        assertDone(List.of(), host.install());
    }

    @Test
    void withoutToolsForItTheFolderIsLabelledForNow() throws IOException {
        host.write("sys/fs/selinux/enforce", "1");
        host.notingTool("usr/bin/chcon", 1, "chcon: not permitted");
        String folder = host.root() + "/var/lib/libvirt/zoned/nvme";

        assertEquals(
                List.of("SELinux may keep guests from the files in " + folder + ": 'chcon -t svirt_image_t " + folder
                        + "' failed: chcon: not permitted."),
                host.install().warnings());
        assertEquals("-t svirt_image_t " + folder + "\n", host.read("log"));
    }

    private void assertDone(List<String> expected, HookReport report) {
        assertEquals(expected, host.plain(report.done()));
        assertEquals(List.of(), report.warnings());
    }

    private void systemd(int status) throws IOException {
        host.makeFolder("run/systemd/system");
        host.notingTool("usr/bin/systemctl", status, status == 0 ? "" : "Access denied");
    }
}
