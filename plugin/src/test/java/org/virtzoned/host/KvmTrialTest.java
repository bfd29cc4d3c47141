package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts where KVM cannot be tried, and the trial itself, under emulation, by the QEMU of this machine. */
class KvmTrialTest {
    @TempDir
    private Path folder;

    private MadeUpHost host;

    @BeforeEach
    void makeUpAHost() throws IOException {
        host = new MadeUpHost(folder);
        RecordedKernel.TRIXIE.runOn(host);
    }

    /** Its firmware gets to the 64-bit mode, and resets the machine. */
    @Test
    void theTrialItselfWorks() {
        assertEquals("PASS that KVM runs a guest", host.line(trial("tcg").run(qemu())));
    }

    @Test
    void anAcceleratorThatQemuRefusesIsSaidInItsWords() {
        assertEquals(
                "FAIL that KVM runs a guest: QEMU cannot use it: qemu-system-x86_64: -accel none: invalid accelerator"
                        + " none -> 'dmesg' may say more; virtualization may be off in the firmware",
                host.line(trial("none").run(qemu())).replaceFirst("/\\S*/qemu-system", "qemu-system"));
    }

    @Test
    void aModuleThatIsNotLoadedIsNamedForTheProcessor() throws IOException {
        host.write("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu lm svm npt\n");
        assertEquals(
                "FAIL that KVM runs a guest: there is no /dev/kvm -> Run: modprobe kvm_amd",
                host.line(trial("kvm").check(Optional.empty())));

        host.write("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vmx lm\n");
        assertEquals(
                "FAIL that KVM runs a guest: there is no /dev/kvm -> Run: modprobe kvm_intel",
                host.line(trial("kvm").check(Optional.empty())));
    }

    @Test
    void aKernelWithoutTheModuleIsTheCause() throws IOException {
        RecordedKernel.MONOLITHIC.runOn(host);
        host.write("proc/cpuinfo", "flags\t\t: fpu vmx lm\n");

        assertEquals(
                "FAIL that KVM runs a guest: there is no /dev/kvm -> Boot one that has it (Debian: linux-image-amd64, not"
                        + " the one for clouds)",
                host.line(trial("kvm").check(Optional.empty())));
    }

    @Test
    void soIsAProcessorWithout() throws IOException {
        host.write("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu lm hypervisor\n");

        assertEquals(
                "FAIL that KVM runs a guest: there is no /dev/kvm -> The processor offers no virtualization: turn it on in"
                        + " the firmware, or, where this host is a guest itself, nested virtualization on its own host",
                host.line(trial("kvm").check(Optional.empty())));
    }

    @Test
    void withoutQemuItIsNotTried() throws IOException {
        host.write("dev/kvm", "");

        assertEquals(
                "WARN that KVM runs a guest: there is no QEMU to try it with -> Install QEMU",
                host.line(trial("kvm").check(Optional.empty())));
    }

    private KvmTrial trial(String accelerator) {
        return new KvmTrial(host.root(), new Kernel(host.root()), accelerator);
    }

    private static Path qemu() {
        return Emulator.usualProgram()
                .orElseThrow(() -> new IllegalStateException("This test wants QEMU: 'script/test' installs it."));
    }
}
