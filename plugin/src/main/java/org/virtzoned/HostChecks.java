package org.virtzoned;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.Way;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.Emulator;
import org.virtzoned.host.HookPlace;
import org.virtzoned.host.HostCheck;
import org.virtzoned.host.HostExamination;
import org.virtzoned.host.KernelFeature;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.libvirt.LibvirtFailure;

/**
 * Whether a host can do ways of attaching: what libvirt says, what QEMU says, what is found on this host. One that fails is
 * in no other's way.
 */
final class HostChecks {
    private final HostExamination host;
    private final Libvirt libvirt;
    private final Qemu qemu;

    /**
     * A libvirt, or why there is none.
     *
     * @param check of the connection
     * @param here whether its guests are on this host; also of one that cannot be connected to
     */
    record Libvirt(HostCheck check, Optional<LibvirtFacts> facts, boolean here) {
        private static final String SUBJECT = "for libvirt";

        static Libvirt of(Optional<String> uri, boolean readOnly) {
            try (LibvirtConnection connection = LibvirtConnection.open(uri, readOnly)) {
                return of(LibvirtFacts.of(connection));
            } catch (LibvirtFailure e) {
                String remedy = e.remedy()
                        .map(HostChecks::phrase)
                        .orElse("See that it runs ('systemctl status libvirtd virtqemud'), or ask as root");
                boolean here = uri.map(LibvirtConnection::isLocal).orElse(true);
                return new Libvirt(HostCheck.fail(SUBJECT, phrase(e.getMessage()), remedy), Optional.empty(), here);
            }
        }

        static Libvirt of(LibvirtFacts facts) {
            HostCheck check = facts.isQemus()
                    ? HostCheck.pass(SUBJECT, facts.platform().libvirt().orElseThrow() + ", " + facts.uri())
                    : HostCheck.fail(
                            SUBJECT,
                            "the guests of '" + facts.uri() + "' are not QEMU's",
                            "Say another: --connect qemu:///system");
            return new Libvirt(check, Optional.of(facts).filter(LibvirtFacts::isQemus), facts.local());
        }

        /** Nothing is known of its host. */
        boolean isOutOfReach() {
            return !here && facts.isEmpty();
        }
    }

    /**
     * QEMU's program, or why there is none.
     *
     * @param check of the program
     */
    record Qemu(HostCheck check, Optional<Emulator> emulator) {
        private static final String SUBJECT = "for QEMU";

        /** libvirt's choice, or, where it has not said it, the usual one. */
        static Qemu of(Libvirt libvirt) {
            Optional<LibvirtFacts> facts = libvirt.facts();
            if (!libvirt.here()) {
                HostCheck check = facts.flatMap(known -> known.platform().qemu())
                        .map(version -> HostCheck.pass(SUBJECT, version + ", as libvirt says"))
                        .orElse(HostCheck.warn(SUBJECT, "it is on another host", "Run there: virt-zoned check"));
                return new Qemu(check, Optional.empty());
            }
            Optional<Path> program = facts.flatMap(LibvirtFacts::emulator).or(Emulator::usualProgram);
            if (program.isEmpty()) {
                return new Qemu(
                        HostCheck.fail(
                                SUBJECT,
                                "it is not installed",
                                "Install qemu-system-x86 (Debian) or qemu-system-x86-core (Fedora)"),
                        Optional.empty());
            }
            try {
                return of(Emulator.ask(program.get()));
            } catch (VirtZonedException e) {
                return new Qemu(
                        HostCheck.fail(SUBJECT, phrase(e.getMessage()), "Install its package again"), Optional.empty());
            }
        }

        static Qemu of(Emulator emulator) {
            return new Qemu(
                    HostCheck.pass(SUBJECT, emulator.version() + ", " + emulator.program()), Optional.of(emulator));
        }
    }

    HostChecks(HostExamination host, Libvirt libvirt, Qemu qemu) {
        this.host = host;
        this.libvirt = libvirt;
        this.qemu = qemu;
    }

    /**
     * Of this host, or of the one that a libvirt is on.
     *
     * @param readOnly whether to connect read-only
     */
    static HostChecks of(Optional<String> uri, boolean readOnly) {
        Libvirt libvirt = Libvirt.of(uri, readOnly);
        return new HostChecks(new HostExamination(), libvirt, Qemu.of(libvirt));
    }

    /** First what all ways need, then way by way. */
    List<WayCheck> all(Set<CheckedWay> ways) {
        List<WayCheck> checks = new ArrayList<>();
        checks.add(new WayCheck(Optional.empty(), libvirt.check()));
        if (libvirt.isOutOfReach()) {
            return checks;
        }
        checks.add(new WayCheck(Optional.empty(), qemu.check()));
        if (ways.stream().anyMatch(way -> way.way() != Way.VHOST_SCSI)) {
            checks.add(new WayCheck(Optional.empty(), emulated(kvm())));
        }
        for (CheckedWay way : CheckedWay.values()) {
            if (ways.contains(way)) {
                of(way).forEach(check -> checks.add(new WayCheck(Optional.of(way), check)));
            }
        }
        return checks;
    }

    private List<HostCheck> of(CheckedWay way) {
        List<HostCheck> checks = new ArrayList<>(new QemuChecks(libvirt.facts(), qemu.emulator()).of(way));
        if (way.usesLio() && libvirt.facts().filter(LibvirtFacts::session).isPresent()) {
            checks.add(HostCheck.fail(
                    "for the system's guests",
                    "guests of a session run as their user, who may make no LIO objects",
                    "Take the system's libvirt: --connect qemu:///system"));
            return checks;
        }
        if (way.way() == Way.VHOST_SCSI) {
            checks.add(kvm());
        }
        if (!libvirt.here()) {
            checks.add(HostCheck.warn(
                    "what else it needs",
                    "guests are on another host, which cannot be looked at from here",
                    "Run there: virt-zoned check " + way));
            return checks;
        }
        switch (way) {
            case VIRTIO_SCSI_DISK -> addScsiDisk(checks);
            case VIRTIO_SCSI_ZBC -> {
                checks.add(host.kernel(KernelFeature.ZONED_BLOCK_DEVICES));
                addLio(checks, KernelFeature.USER_BACKSTORES, KernelFeature.LOOPBACK);
                addTcmuRunner(checks);
            }
            case VHOST_SCSI_DISK -> {
                checks.add(host.kernel(KernelFeature.ZONED_BLOCK_DEVICES));
                addLio(checks, KernelFeature.PSCSI, KernelFeature.VHOST_SCSI);
                checks.add(host.scsiDisk());
            }
            case VHOST_SCSI_ZBC -> {
                addLio(checks, KernelFeature.USER_BACKSTORES, KernelFeature.VHOST_SCSI);
                addTcmuRunner(checks);
            }
            case NVME_ZNS -> addNamespace(checks);
            case VIRTIO_BLK -> {
                checks.add(host.kernel(KernelFeature.ZONED_BLOCK_DEVICES));
                addAppArmorRules(checks, true);
                checks.add(host.blockDevice());
            }
        }
        addHook(checks, way);
        return checks;
    }

    private void addScsiDisk(List<HostCheck> checks) {
        checks.add(host.kernel(KernelFeature.ZONED_BLOCK_DEVICES));
        boolean generic = QemuChecks.isBeforeScsiBlock(libvirt.facts(), qemu.emulator());
        HostCheck nodes = host.kernel(KernelFeature.SCSI_GENERIC);
        checks.add(generic ? nodes : nodes.tolerated());
        // Only scsi-generic needs them: a 'lun' disk libvirt has rules of its own for.
        addAppArmorRules(checks, generic);
        checks.add(host.scsiDisk());
    }

    private void addNamespace(List<HostCheck> checks) {
        boolean needed = !QemuChecks.hasNativeNvme(libvirt.facts());
        addAppArmorRules(checks, needed);
        if (needed && libvirt.facts().filter(LibvirtFacts::seLinux).isPresent()) {
            checks.add(host.seLinuxLabel());
        }
    }

    private void addLio(List<HostCheck> checks, KernelFeature backstore, KernelFeature fabric) {
        checks.add(host.kernel(KernelFeature.TARGET_CORE));
        checks.add(host.kernel(backstore));
        checks.add(host.kernel(fabric));
        checks.add(host.configfs());
        checks.add(host.lioFolder());
        checks.add(host.rtslib());
    }

    private void addTcmuRunner(List<HostCheck> checks) {
        checks.add(host.tcmuRunner());
        checks.add(host.zbcHandler());
    }

    /** @param needed whether guests cannot do without */
    private void addAppArmorRules(List<HostCheck> checks, boolean needed) {
        if (libvirt.facts().filter(LibvirtFacts::appArmor).isPresent()) {
            checks.add(needed ? host.appArmorRules() : host.appArmorRules().tolerated());
        }
    }

    /** Without it guests start that need nothing of LIO's, unguarded. */
    private void addHook(List<HostCheck> checks, CheckedWay way) {
        if (libvirt.facts().isEmpty() || libvirt.facts().get().systemHook()) {
            HostCheck hook = host.hook(place());
            checks.add(way.usesLio() ? hook : hook.tolerated());
        }
    }

    private HostCheck kvm() {
        if (!libvirt.here()) {
            return kvmByLibvirt(HostCheck.pass("for KVM"));
        }
        HostCheck tried = host.kvm(qemu.emulator().map(Emulator::program));
        return tried.result() == HostCheck.Result.FAIL ? tried : kvmByLibvirt(tried);
    }

    /** Most ways can do without it. */
    private static HostCheck emulated(HostCheck kvm) {
        return kvm.result() == HostCheck.Result.FAIL
                ? HostCheck.warn(
                        kvm.subject(),
                        kvm.found().orElseThrow() + ": guests are emulated, slowly",
                        kvm.remedy().orElseThrow())
                : kvm;
    }

    /** It asks QEMU as the user that guests run as. */
    private HostCheck kvmByLibvirt(HostCheck otherwise) {
        return libvirt.facts().filter(facts -> !facts.kvm()).isPresent()
                ? HostCheck.fail(
                        otherwise.subject(),
                        "libvirt does not offer it",
                        "May QEMU's user open /dev/kvm? Then start libvirt again, which keeps what it has found")
                : otherwise;
    }

    private Optional<HookPlace> place() {
        return libvirt.facts().flatMap(facts -> facts.platform().libvirt()).map(Hooks::placeBy);
    }

    /** An error's message without the full stop: more follows in the same parentheses. */
    private static String phrase(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
