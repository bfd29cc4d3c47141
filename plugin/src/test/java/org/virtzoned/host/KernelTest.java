package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kernels can do, by files that were recorded. */
class KernelTest {
    private static final String NOT_BUILT =
            " -> Boot one that has it (Debian: linux-image-amd64, not the one for clouds)";

    @TempDir
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
    }

    @Test
    void modulesThatAreThereAreLoadedWhenNeeded() throws IOException {
        RecordedKernel.BOOKWORM.runOn(host);

        assertEquals(
                List.of(
                        "PASS for zoned block devices in the kernel",
                        "PASS for the module sg: loaded when needed",
                        "PASS for the module configfs: loaded when needed",
                        "PASS for the module target_core_mod: loaded when needed",
                        "PASS for the module target_core_pscsi: loaded when needed",
                        "PASS for the module target_core_user: loaded when needed",
                        "PASS for the module tcm_loop: loaded when needed",
                        "PASS for the module vhost_scsi: loaded when needed",
                        "PASS for the module kvm_intel: loaded when needed",
                        "PASS for the module kvm_amd: loaded when needed"),
                Arrays.stream(KernelFeature.values()).map(this::line).toList());
    }

    @Test
    void compressedModulesAreAsGood() throws IOException {
        RecordedKernel.TRIXIE.runOn(host);

        assertEquals("PASS for the module vhost_scsi: loaded when needed", line(KernelFeature.VHOST_SCSI));
        assertEquals("PASS for the module kvm_amd: loaded when needed", line(KernelFeature.KVM_AMD));
    }

    /** Ubuntu's. */
    @Test
    void soAreThoseOfZstd() throws IOException {
        host.write("proc/sys/kernel/osrelease", "6.8.0-31-generic\n");
        host.write("lib/modules/6.8.0-31-generic/modules.dep", "kernel/drivers/vhost/vhost_scsi.ko.zst:\n");
        host.write("lib/modules/6.8.0-31-generic/kernel/drivers/vhost/vhost_scsi.ko.zst", "");

        assertEquals("PASS for the module vhost_scsi: loaded when needed", line(KernelFeature.VHOST_SCSI));
    }

    @Test
    void loadedOnesAreSaidToBe() throws IOException {
        RecordedKernel.TRIXIE.runOn(host);
        host.write("sys/module/target_core_mod/initstate", "live\n");
        host.write("sys/module/sg/parameters/def_reserved_size", "32768\n");

        assertEquals("PASS for the module target_core_mod: loaded", line(KernelFeature.TARGET_CORE));
        assertEquals("PASS for the module sg: built in", line(KernelFeature.SCSI_GENERIC));
    }

    @Test
    void builtInOnesAreKnownByDepmod() throws IOException {
        RecordedKernel.TRIXIE.runOn(host);
        host.write(
                "lib/modules/" + RecordedKernel.TRIXIE.release() + "/modules.builtin",
                "kernel/drivers/vhost/vhost-scsi.ko\n");

        assertEquals("PASS for the module vhost_scsi: built in", line(KernelFeature.VHOST_SCSI));
    }

    @Test
    void aKernelWithoutModulesSaysItByItsConfiguration() throws IOException {
        RecordedKernel.MONOLITHIC.runOn(host);

        assertEquals(
                "FAIL for zoned block devices in the kernel: the kernel 6.18.44 is built without CONFIG_BLK_DEV_ZONED"
                        + NOT_BUILT,
                line(KernelFeature.ZONED_BLOCK_DEVICES));
        assertEquals(
                "FAIL for the module vhost_scsi: the kernel 6.18.44 is built without CONFIG_VHOST_SCSI" + NOT_BUILT,
                line(KernelFeature.VHOST_SCSI));
    }

    @Test
    void whatIsBuiltInWithoutDepmodIsThere() throws IOException {
        host.write("proc/sys/kernel/osrelease", "6.12.1\n");
        host.write("lib/modules/6.12.1/config", "CONFIG_BLK_DEV_ZONED=y\nCONFIG_VHOST_SCSI=y\n");

        assertEquals("PASS for zoned block devices in the kernel", line(KernelFeature.ZONED_BLOCK_DEVICES));
        assertEquals("PASS for the module vhost_scsi: built in", line(KernelFeature.VHOST_SCSI));
    }

    @Test
    void aModuleThatIsGoneIsMissed() throws IOException {
        RecordedKernel.TRIXIE.runOn(host);
        Files.delete(RecordedKernel.TRIXIE.modules(host).resolve("kernel/drivers/vhost/vhost_scsi.ko.xz"));

        assertEquals(
                "FAIL for the module vhost_scsi: it is not in /lib/modules/6.12.117+deb13-amd64 -> Install the kernel's"
                        + " package again, or the one of its other modules (Ubuntu:"
                        + " linux-modules-extra-6.12.117+deb13-amd64); or boot a kernel with CONFIG_VHOST_SCSI",
                line(KernelFeature.VHOST_SCSI));
    }

    @Test
    void soAreAllModulesOfAKernelThatWasUpgraded() throws IOException {
        RecordedKernel.BOOKWORM.runOn(host);
        host.write("proc/sys/kernel/osrelease", "6.1.0-49-amd64\n");

        assertEquals(
                "FAIL for the module tcm_loop: /lib/modules/6.1.0-49-amd64 is not there -> Was the running kernel's"
                        + " package removed by an upgrade? Then reboot",
                line(KernelFeature.LOOPBACK));
        assertEquals(
                "WARN for zoned block devices in the kernel: the kernel's configuration is not to be found in /boot,"
                        + " /lib/modules or /proc -> It has to have CONFIG_BLK_DEV_ZONED=y",
                line(KernelFeature.ZONED_BLOCK_DEVICES));
    }

    @Test
    void aKernelThatTakesNoMoreModulesNeedsThemLoaded() throws IOException {
        RecordedKernel.BOOKWORM.runOn(host);
        host.write("proc/sys/kernel/modules_disabled", "1\n");
        host.write("sys/module/sg/initstate", "live\n");

        assertEquals(
                "FAIL for the module vhost_scsi: it is not loaded, and the kernel takes no more modules -> Load it at"
                        + " boot, before that",
                line(KernelFeature.VHOST_SCSI));
        assertEquals("PASS for the module sg: loaded", line(KernelFeature.SCSI_GENERIC));
    }

    private String line(KernelFeature feature) {
        return host.line(new Kernel(host.root()).check(feature));
    }
}
