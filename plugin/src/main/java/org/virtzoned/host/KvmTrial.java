package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.linux.BoundedProgram;

/**
 * Whether KVM runs a guest. That {@code /dev/kvm} is there, and can be opened, says little: a KVM in a guest of another
 * hypervisor may be one that never gets a kernel to its first line.
 *
 * <p>So QEMU runs a few instructions under KVM, after which the machine resets and QEMU ends. A process of its own, and not
 * this one by system calls: a KVM that hangs, hangs in the kernel, in the thread that asked it to run. A process can be
 * killed for that; a thread would stay, and with it this process. And that QEMU is able to use this KVM is part of the question.
 */
final class KvmTrial {
    private static final String SUBJECT = "that KVM runs a guest";
    /** A KVM that works takes a tenth of a second; on a host that is emulated itself, about two. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Path root;
    private final Kernel kernel;
    private final String accelerator;

    KvmTrial(Path root, Kernel kernel) {
        this(root, kernel, "kvm");
    }

    /** @param accelerator QEMU's name of it; another than {@code kvm} tries the trial itself */
    KvmTrial(Path root, Kernel kernel, String accelerator) {
        this.root = root;
        this.kernel = kernel;
        this.accelerator = accelerator;
    }

    /** @param emulator QEMU's program; empty where there is none */
    HostCheck check(Optional<Path> emulator) {
        Path device = root.resolve("dev/kvm");
        if (Files.notExists(device)) {
            return HostCheck.fail(SUBJECT, "there is no " + device, remedy());
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return HostCheck.warn(
                    SUBJECT, device + " is not for you to open", "Ask as root, or as one of the group kvm");
        }
        if (emulator.isEmpty()) {
            return HostCheck.warn(SUBJECT, "there is no QEMU to try it with", "Install QEMU");
        }
        return run(emulator.get());
    }

    HostCheck run(Path emulator) {
        try {
            BoundedProgram.Result result = tried(emulator);
            if (!result.inTime()) {
                return HostCheck.fail(
                        SUBJECT,
                        "/dev/kvm is there, but a guest under it got nowhere in " + LIMIT.toSeconds() + " s",
                        "Is this host a guest itself? Then its own host has to offer nested virtualization");
            }
            return result.status() == 0
                    ? HostCheck.pass(SUBJECT)
                    : HostCheck.fail(
                            SUBJECT,
                            "QEMU cannot use it: " + result.lastWords(),
                            "'dmesg' may say more; virtualization may be off in the firmware");
        } catch (IOException e) {
            return HostCheck.warn(SUBJECT, "it could not be tried: " + e.getMessage(), "Install QEMU and coreutils");
        }
    }

    /** QEMU ends with status 0 when the machine resets, and in no other way by itself. */
    private BoundedProgram.Result tried(Path emulator) throws IOException {
        Path firmware = Files.createTempFile("virt-zoned-", ".bin");
        try {
            Files.write(firmware, KvmTrialProgram.firmware());
            return new BoundedProgram(emulator, LIMIT)
                    .run(List.of(
                            "-machine",
                            "q35",
                            "-accel",
                            accelerator,
                            "-m",
                            "16",
                            "-nodefaults",
                            "-no-user-config",
                            "-display",
                            "none",
                            "-no-reboot",
                            "-bios",
                            firmware.toString()));
        } finally {
            Files.delete(firmware);
        }
    }

    private String remedy() {
        String flags = processorFlags();
        if (flags.matches(".*\\bvmx\\b.*")) {
            return remedy(KernelFeature.KVM_INTEL);
        }
        if (flags.matches(".*\\bsvm\\b.*")) {
            return remedy(KernelFeature.KVM_AMD);
        }
        return "The processor offers no virtualization: turn it on in the firmware, or, where this host is a guest itself,"
                + " nested virtualization on its own host";
    }

    private String remedy(KernelFeature feature) {
        HostCheck module = kernel.check(feature);
        return module.result() == HostCheck.Result.PASS
                ? "Run: modprobe " + feature.module().orElseThrow()
                : module.remedy().orElseThrow();
    }

    /** Of the first processor (proc(5), cpuinfo). */
    private String processorFlags() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags")).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
