package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.virtzoned.domainxml.PlatformFeature;
import org.virtzoned.domainxml.Version;
import org.virtzoned.host.Emulator;
import org.virtzoned.host.HostCheck;

/** Whether QEMU, and libvirt's use of it, can do ways of attaching: by what both say of themselves. */
final class QemuChecks {
    private final Optional<LibvirtFacts> libvirt;
    private final Optional<Emulator> emulator;
    private final Optional<Version> version;

    /** @param emulator empty where it cannot be asked */
    QemuChecks(Optional<LibvirtFacts> libvirt, Optional<Emulator> emulator) {
        this.libvirt = libvirt;
        this.emulator = emulator;
        this.version = version(libvirt, emulator);
    }

    /** Nothing is said where there is no QEMU to ask on this host, nor a libvirt of another. */
    List<HostCheck> of(CheckedWay way) {
        if (emulator.isEmpty() && libvirt.map(LibvirtFacts::local).orElse(true)) {
            return List.of();
        }
        return switch (way) {
            case VIRTIO_SCSI_DISK -> scsiDisk();
            case VIRTIO_SCSI_ZBC -> List.of(device("virtio-scsi-pci", "scsi"), scsiBlock(false));
            case VHOST_SCSI_DISK, VHOST_SCSI_ZBC -> List.of(device("vhost-scsi-pci", ""));
            case NVME_ZNS ->
                Stream.concat(Stream.of(device("nvme", "nvme"), zonedNamespaces()), nativeNvme())
                        .toList();
            case VIRTIO_BLK -> List.of(device("virtio-blk-pci", "virtio"), zonedVirtioBlk());
        };
    }

    /** Whether virt-zoned takes {@code scsi-generic} for SCSI disks. */
    static boolean isBeforeScsiBlock(Optional<LibvirtFacts> libvirt, Optional<Emulator> emulator) {
        return version(libvirt, emulator)
                .filter(version -> version.compareTo(PlatformFeature.SCSI_BLOCK.first()) < 0)
                .isPresent();
    }

    /** Whether libvirt has emulated NVMe disks of its own, which it labels and confines as others. */
    static boolean hasNativeNvme(Optional<LibvirtFacts> libvirt) {
        return libvirt.filter(facts -> facts.platform().has(PlatformFeature.NATIVE_NVME))
                .isPresent();
    }

    private List<HostCheck> scsiDisk() {
        List<HostCheck> checks = new ArrayList<>();
        checks.add(device("virtio-scsi-pci", "scsi"));
        checks.add(scsiBlock(true));
        checks.add(
                isBeforeScsiBlock(libvirt, emulator)
                        ? device("scsi-generic", "")
                        : device("scsi-generic", "").tolerated());
        return checks;
    }

    /** @param replaceable whether the disk can be had by {@code scsi-generic} as well */
    private HostCheck scsiBlock(boolean replaceable) {
        HostCheck device = device("scsi-block", "");
        if (!isBeforeScsiBlock(libvirt, emulator)) {
            return device;
        }
        String found = "QEMU is " + version.orElseThrow() + ", whose scsi-block hangs guests; expected "
                + PlatformFeature.SCSI_BLOCK.first();
        return replaceable
                ? HostCheck.warn(device.subject(), found, "scsi-generic is taken instead; or take a newer QEMU")
                : HostCheck.fail(device.subject(), found, "Take a newer QEMU, or vhost-scsi");
    }

    private HostCheck zonedNamespaces() {
        String subject = "for zones of QEMU's nvme-ns";
        if (emulator.isPresent() ? emulator.get().zonedNamespaces() : isFrom(PlatformFeature.ZONED_NAMESPACES)) {
            return HostCheck.pass(subject);
        }
        return HostCheck.fail(
                subject,
                isFrom(PlatformFeature.ZONED_NAMESPACES)
                        ? "this build of QEMU " + version.orElseThrow() + " has none"
                        : "QEMU is " + version.orElseThrow() + ", expected " + PlatformFeature.ZONED_NAMESPACES.first()
                                + " or newer",
                "Take a QEMU that has them");
    }

    /** Nothing is said where libvirt's version is not known. */
    private Stream<HostCheck> nativeNvme() {
        String subject = "for libvirt's own NVMe disks";
        if (hasNativeNvme(libvirt)) {
            return Stream.of(HostCheck.pass(subject));
        }
        return libvirt
                .map(LibvirtFacts::platform)
                .filter(platform -> platform.lacks(PlatformFeature.NATIVE_NVME))
                .stream()
                .map(platform -> HostCheck.warn(
                        subject,
                        platform.lack(PlatformFeature.NATIVE_NVME)
                                + ": QEMU's command line names the files, which libvirt does not keep from other guests",
                        "It works; take what is expected for that"));
    }

    private HostCheck zonedVirtioBlk() {
        String subject = "for zones of QEMU's virtio-blk";
        return isFrom(PlatformFeature.ZONED_VIRTIO_BLK)
                ? HostCheck.pass(subject)
                : HostCheck.fail(
                        subject,
                        "QEMU is " + version.orElseThrow() + ", expected "
                                + PlatformFeature.ZONED_VIRTIO_BLK.first()
                                + " or newer: before, the guest would take it for a plain disk",
                        "Take a newer QEMU, or virtio-scsi or vhost-scsi for a SCSI disk");
    }

    /** @param bus of libvirt's, where its being offered shows that QEMU has the device; else empty */
    private HostCheck device(String model, String bus) {
        String subject = "for QEMU's " + model;
        if (emulator.isPresent()) {
            return emulator.get().devices().contains(model)
                    ? HostCheck.pass(subject)
                    : HostCheck.fail(subject, "this build of QEMU has none", "Take a QEMU that has it");
        }
        return libvirt.filter(facts -> facts.diskBuses().contains(bus)).isPresent()
                ? HostCheck.pass(subject)
                : HostCheck.warn(
                        subject, "libvirt does not say whether QEMU has it", "Run on that host: virt-zoned check");
    }

    private boolean isFrom(PlatformFeature feature) {
        return version.orElseThrow().compareTo(feature.first()) >= 0;
    }

    private static Optional<Version> version(Optional<LibvirtFacts> libvirt, Optional<Emulator> emulator) {
        return emulator.map(asked -> Version.parse(asked.version()))
                .or(() -> libvirt.flatMap(facts -> facts.platform().qemu()));
    }
}
