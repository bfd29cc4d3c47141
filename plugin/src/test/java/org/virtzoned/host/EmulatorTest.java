package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that were recorded of QEMUs. */
class EmulatorTest {
    private static final Path PROGRAM = Path.of("/usr/bin/qemu-system-x86_64");
    private static final Path ANSWERS = Path.of("src", "test", "resources", "qemu");
    private static final Set<String> WANTED = Set.of(
            "nvme", "nvme-ns", "scsi-block", "scsi-generic", "vhost-scsi-pci", "virtio-scsi-pci", "virtio-blk-pci");

    @ParameterizedTest
    @CsvSource({"7.2, 7.2.22", "10.0, 10.0.13"})
    void debiansHasAll(String recorded, String version) throws IOException {
        Emulator emulator = Emulator.parse(
                PROGRAM, answer(recorded + "-version"), answer(recorded + "-devices"), answer(recorded + "-nvme-ns"));

        assertEquals(version, emulator.version());
        assertTrue(emulator.devices().containsAll(WANTED), emulator::toString);
        assertTrue(emulator.zonedNamespaces());
    }

    /** A device's alias is no device, nor are words of a description. */
    @Test
    void aBuildMayLackNvme() {
        Emulator emulator = Emulator.parse(
                PROGRAM,
                "QEMU emulator version 9.1.0 (qemu-kvm-9.1.0-15.el9)\nCopyright (c) 2003-2024 Fabrice Bellard\n",
                """
                Storage devices:
                name "scsi-block", bus SCSI, desc "SCSI block device passthrough"
                name "virtio-blk-pci", bus PCI, alias "virtio-blk"
                """,
                "qemu-kvm: -device nvme-ns,help: Device 'nvme-ns' not found\n");

        assertEquals(new Emulator(PROGRAM, "9.1.0", Set.of("scsi-block", "virtio-blk-pci"), false), emulator);
    }

    /** QEMU 5.2. */
    @Test
    void namespacesOfOldHaveNoZones() {
        String options = """
                nvme-ns options:
                  drive=<str>            - Node name or ID of a block device to use as a backend
                  nsid=<uint32>          -  (default: 0)
                """;

        assertFalse(Emulator.parse(PROGRAM, "QEMU emulator version 5.2.0\n", "", options)
                .zonedNamespaces());
    }

    @Test
    void thisMachinesHasNamespacesWithZones() {
        Emulator.requireZonedNamespaces(PROGRAM, "Cannot attach");
    }

    @Test
    void whatIsNoQemuIsRefused() {
        HostException refused = assertThrows(HostException.class, () -> Emulator.parse(PROGRAM, "bash 5.2\n", "", ""));

        assertEquals(
                "Cannot ask /usr/bin/qemu-system-x86_64 for its version: it does not answer as QEMU does.",
                refused.getMessage());
    }

    @Test
    void whatFailsIsRefusedInItsOwnWords(@TempDir Path folder) throws IOException {
        MadeUpHost host = new MadeUpHost(folder);
        host.tool(
                "usr/bin/qemu-system-x86_64", "echo 'libpixman-1.so.0: cannot open shared object file' >&2; exit 127");
        Path broken = host.root().resolve("usr/bin/qemu-system-x86_64");

        HostException refused = assertThrows(HostException.class, () -> Emulator.ask(broken));

        assertEquals(
                "Cannot ask /usr/bin/qemu-system-x86_64: libpixman-1.so.0: cannot open shared object file.",
                host.plain(refused.getMessage()));
    }

    @Test
    void redHatsIsElsewhere(@TempDir Path folder) throws IOException {
        MadeUpHost host = new MadeUpHost(folder);
        assertEquals(Optional.empty(), Emulator.usualProgram(host.root()));

        host.tool("usr/libexec/qemu-kvm", "exit 1");

        assertEquals(Optional.of(host.root().resolve("usr/libexec/qemu-kvm")), Emulator.usualProgram(host.root()));
    }

    private static String answer(String name) throws IOException {
        return Files.readString(ANSWERS.resolve(name));
    }
}
