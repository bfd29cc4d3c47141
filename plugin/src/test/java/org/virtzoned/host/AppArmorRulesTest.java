package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.device.SourcePath;

class AppArmorRulesTest {
    private static final SourcePath COVERED = new SourcePath("/var/lib/libvirt/zoned/nvme/zns0.raw");

    @TempDir
    private Path folder;

    @BeforeEach
    void rulesAreInstalled() throws IOException {
        write("abstractions/libvirt-qemu.d/virt-zoned", "");
        write("abstractions/libvirt-qemu", "  # Please use <abstractions/libvirt-qemu.d/...> instead\n");
    }

    @Test
    void withoutTheRulesNothingIsTaken() throws IOException {
        Files.delete(folder.resolve("abstractions/libvirt-qemu.d/virt-zoned"));

        assertEquals(
                "Cannot give /dev/nullb0 to a guest: AppArmor confines guests here, and " + folder
                        + "/abstractions/libvirt-qemu.d/virt-zoned, which would let QEMU use it, is not there.",
                assertThrows(HostException.class, () -> rules().requireInstalled(new SourcePath("/dev/nullb0")))
                        .getMessage());
    }

    /** As on Debian 12: the rules are there, and in no guest's profile. */
    @Test
    void rulesThatLibvirtDoesNotIncludeDoNotCount() {
        HostException error = assertThrows(HostException.class, () -> rules().requireFor(COVERED));

        assertEquals(
                "Cannot give " + COVERED + " to a guest: AppArmor confines guests here, and this libvirt's " + folder
                        + "/abstractions/libvirt-qemu does not include " + folder
                        + "/abstractions/libvirt-qemu.d/virt-zoned.",
                error.getMessage());
        assertEquals("Install it: virt-zoned hooks install", error.remedy().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include if exists <abstractions/libvirt-qemu.d>",
                "  #include <abstractions/libvirt-qemu.d>",
                "include <abstractions/libvirt-qemu.d/virt-zoned>"
            })
    void rulesThatLibvirtIncludesCount(String line) throws IOException {
        write("abstractions/libvirt-qemu", line + "\n");

        assertDoesNotThrow(() -> rules().requireFor(COVERED));
    }

    @Test
    void rulesThatAnAdministratorIncludedCount() throws IOException {
        write("local/abstractions/libvirt-qemu", "include if exists <abstractions/libvirt-qemu.d/virt-zoned>\n");

        assertDoesNotThrow(() -> rules().requireFor(COVERED));
    }

    @Test
    void filesElsewhereAreNotCovered() throws IOException {
        write("abstractions/libvirt-qemu", "include if exists <abstractions/libvirt-qemu.d>\n");

        assertEquals(
                "Cannot give /srv/zns0.raw to a guest: AppArmor confines guests here, and lets them open such files in"
                        + " /var/lib/libvirt/zoned/nvme only.",
                assertThrows(HostException.class, () -> rules().requireFor(new SourcePath("/srv/zns0.raw")))
                        .getMessage());
    }

    private AppArmorRules rules() {
        return new AppArmorRules(folder);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
