package org.virtzoned.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libvirt.Error.ErrorNumber;

/** Errors as libvirt 9.0 words them, and what the user is told to do. */
class LibvirtAdviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VIR_ERR_SYSTEM_ERROR|Failed to connect socket to '/run/libvirt/libvirt-sock': No such file or directory"
                        + "|Start libvirt's daemon",
                "VIR_ERR_SYSTEM_ERROR|Failed to connect socket to '/run/libvirt/libvirt-sock': Connection refused"
                        + "|Its daemon does not run",
                "VIR_ERR_SYSTEM_ERROR|Failed to connect socket to '/run/libvirt/libvirt-sock': Permission denied"
                        + "|Run the command as root",
                "VIR_ERR_AUTH_UNAVAILABLE|authentication unavailable: no polkit agent available to authenticate action"
                        + " 'org.libvirt.unix.manage'|Run the command as root",
                "VIR_ERR_OPERATION_DENIED|operation forbidden: read only access prevents virDomainCreate|Connect as a user who",
                "VIR_ERR_NO_NETWORK|Network not found: no network with matching name 'default'|'virsh net-list --all'",
                "VIR_ERR_OPERATION_INVALID|Requested operation is not valid: network 'lan' is not active"
                        + "|Start it: virsh net-start lan",
                "VIR_ERR_SYSTEM_ERROR|Cannot access storage file '/x/d.raw': No such file or directory|Make /x/d.raw available",
                "VIR_ERR_SYSTEM_ERROR|Cannot access storage file '/x/d.raw' (as uid:64055, gid:64055): Permission denied"
                        + "|QEMU's user must be able to search each folder on the way to /x/d.raw",
                "VIR_ERR_INTERNAL_ERROR|process exited while connecting to monitor: qemu-system-x86_64: cannot set up guest"
                        + " memory 'pc.ram': Cannot allocate memory|Give the guest less memory",
                "VIR_ERR_INTERNAL_ERROR|qemu unexpectedly closed the monitor: Failed to get \"write\" lock|Another guest",
                "VIR_ERR_INVALID_ARG|could not get preferred machine for /usr/bin/qemu-system-x86_64 type=kvm"
                        + "|'virt-zoned check' says",
                "VIR_ERR_CONFIG_UNSUPPORTED|Maximum CPUs greater than specified machine type limit 288"
                        + "|'virsh domcapabilities --machine",
                "VIR_ERR_INTERNAL_ERROR|No more available PCI slots|Give the domain root ports",
                "VIR_ERR_XML_ERROR|No PCI buses available|The domain's machine has no PCI bus",
                "VIR_ERR_OPERATION_TIMEOUT|cannot acquire state change lock (held by monitor=remoteDispatchDomainCreate)"
                        + "|Another operation on the domain",
                "VIR_ERR_XML_INVALID_SCHEMA|XML document failed to validate against schema|libvirt's schema",
                "VIR_ERR_INTERNAL_ERROR|client socket is closed|Give the command again"
            })
    void saysWhatToDo(ErrorNumber number, String words, String beginning) {
        String advice = LibvirtAdvice.of(number, words);

        assertTrue(advice != null && advice.startsWith(beginning), words + ": " + advice);
    }

    @Test
    void saysNothingOfWhatIsNotKnown() {
        assertNull(LibvirtAdvice.of(ErrorNumber.VIR_ERR_INTERNAL_ERROR, "something else"));
        assertNull(LibvirtAdvice.of(ErrorNumber.VIR_ERR_INTERNAL_ERROR, null));
    }

    /** A hook's words have their remedy with them. */
    @Test
    void leavesTheHooksWordsAlone() {
        assertNull(
                LibvirtAdvice.of(
                        ErrorNumber.VIR_ERR_HOOK_SCRIPT_FAILED,
                        "Hook script execution failed: internal error: Child process (…) unexpected exit status 1: Cannot give"
                                + " /dev/sdf to domain 'smr1': /dev/sdf is mounted at /srv.\nFree it first, or attach another disk."));
    }

    @Test
    void comesWithConnectionsThatFail(@TempDir Path folder) {
        String uri = "qemu+unix:///system?socket=" + folder.resolve("absent");

        LibvirtFailure refusal = assertThrows(LibvirtFailure.class, () -> LibvirtConnection.open(Optional.of(uri)));

        assertEquals(
                "Cannot connect to libvirt at '" + uri + "': Failed to connect socket to '" + folder.resolve("absent")
                        + "': No such file or directory.",
                refusal.getMessage());
        assertTrue(refusal.remedy().orElseThrow().startsWith("Start libvirt's daemon"), refusal.remedy()::toString);
    }

    @Test
    void comesWithDocumentsThatAreRefused() {
        try (LibvirtConnection connection = LibvirtConnection.open(Optional.of("test:///default"))) {
            LibvirtFailure refusal = assertThrows(
                    LibvirtFailure.class,
                    () -> connection.define("x", "<domain type='test'><name>x</name><nonsense/></domain>"));

            assertTrue(refusal.remedy().orElseThrow().startsWith("libvirt's schema"), refusal.remedy()::toString);
        }
    }
}
