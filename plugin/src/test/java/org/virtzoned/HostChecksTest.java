package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;
import org.virtzoned.host.CapableHost;
import org.virtzoned.host.Emulator;

/**
 * What is said of hosts that were recorded. They have no {@code /dev/kvm}; what KVM does, a nested host and this machine's
 * own show.
 */
class HostChecksTest {
    private static final Emulator QEMU_10 = emulator("10.0.8", true);

    @TempDir
    private Path folder;

    private CapableHost host;

    @BeforeEach
    void record() throws IOException {
        host = new CapableHost(folder);
    }

    @Test
    void ofAWholeHost() {
        assertEquals("""
                host PASS for libvirt: 11.3, qemu:///system
                host PASS for QEMU: 10.0.8, /usr/bin/qemu-system-x86_64
                host WARN that KVM runs a guest: there is no /dev/kvm: guests are emulated, slowly -> Run: modprobe kvm_amd
                virtio-scsi:disk PASS for QEMU's virtio-scsi-pci
                virtio-scsi:disk PASS for QEMU's scsi-block
                virtio-scsi:disk PASS for QEMU's scsi-generic
                virtio-scsi:disk PASS for zoned block devices in the kernel
                virtio-scsi:disk PASS for the module sg: loaded when needed
                virtio-scsi:disk PASS for the AppArmor rules
                virtio-scsi:disk PASS for a zoned SCSI disk: /dev/sda
                virtio-scsi:disk PASS for the hook
                virtio-scsi:zbc PASS for QEMU's virtio-scsi-pci
                virtio-scsi:zbc PASS for QEMU's scsi-block
                virtio-scsi:zbc PASS for zoned block devices in the kernel
                virtio-scsi:zbc PASS for the module target_core_mod: loaded when needed
                virtio-scsi:zbc PASS for the module target_core_user: loaded when needed
                virtio-scsi:zbc PASS for the module tcm_loop: loaded when needed
                virtio-scsi:zbc PASS for configfs: mounted
                virtio-scsi:zbc PASS for LIO's own folder
                virtio-scsi:zbc PASS for rtslib
                virtio-scsi:zbc PASS for tcmu-runner
                virtio-scsi:zbc PASS for tcmu-runner's ZBC handler
                virtio-scsi:zbc PASS for the hook
                vhost-scsi:disk PASS for QEMU's vhost-scsi-pci
                vhost-scsi:disk FAIL that KVM runs a guest: there is no /dev/kvm -> Run: modprobe kvm_amd
                vhost-scsi:disk PASS for zoned block devices in the kernel
                vhost-scsi:disk PASS for the module target_core_mod: loaded when needed
                vhost-scsi:disk PASS for the module target_core_pscsi: loaded when needed
                vhost-scsi:disk PASS for the module vhost_scsi: loaded when needed
                vhost-scsi:disk PASS for configfs: mounted
                vhost-scsi:disk PASS for LIO's own folder
                vhost-scsi:disk PASS for rtslib
                vhost-scsi:disk PASS for a zoned SCSI disk: /dev/sda
                vhost-scsi:disk PASS for the hook
                vhost-scsi:zbc PASS for QEMU's vhost-scsi-pci
                vhost-scsi:zbc FAIL that KVM runs a guest: there is no /dev/kvm -> Run: modprobe kvm_amd
                vhost-scsi:zbc PASS for the module target_core_mod: loaded when needed
                vhost-scsi:zbc PASS for the module target_core_user: loaded when needed
                vhost-scsi:zbc PASS for the module vhost_scsi: loaded when needed
                vhost-scsi:zbc PASS for configfs: mounted
                vhost-scsi:zbc PASS for LIO's own folder
                vhost-scsi:zbc PASS for rtslib
                vhost-scsi:zbc PASS for tcmu-runner
                vhost-scsi:zbc PASS for tcmu-runner's ZBC handler
                vhost-scsi:zbc PASS for the hook
                nvme-zns PASS for QEMU's nvme
                nvme-zns PASS for zones of QEMU's nvme-ns
                nvme-zns WARN for libvirt's own NVMe disks: libvirt is 11.3, expected 11.5 or newer: QEMU's command line names the files, which libvirt does not keep from other guests -> It works; take what is expected for that
                nvme-zns PASS for the AppArmor rules
                nvme-zns PASS for the hook
                virtio-blk PASS for QEMU's virtio-blk-pci
                virtio-blk PASS for zones of QEMU's virtio-blk
                virtio-blk PASS for zoned block devices in the kernel
                virtio-blk PASS for the AppArmor rules
                virtio-blk PASS for a zoned block device: /dev/sda
                virtio-blk PASS for the hook
                """, report(system("11.3"), qemu(QEMU_10), EnumSet.allOf(CheckedWay.class)));
    }

    /** Of a way that needs no LIO guests start without the hook; the rules of its installation they need. */
    @Test
    void whatIsMissingFailsTheWaysThatNeedIt() throws IOException {
        host.delete("etc/libvirt/hooks/qemu.d/virt-zoned");
        host.delete("etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned");
        String rules =
                " for the AppArmor rules: /etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned is not there -> Run:"
                        + " virt-zoned hooks install\n";
        String hook =
                " for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not there -> Run: virt-zoned hooks install\n";

        assertEquals(
                "virtio-scsi:disk WARN" + rules + "virtio-scsi:disk WARN" + hook + "virtio-scsi:zbc FAIL" + hook
                        + """
                        nvme-zns WARN for libvirt's own NVMe disks: libvirt is 11.4, expected 11.5 or newer: QEMU's command line names the files, which libvirt does not keep from other guests -> It works; take what is expected for that
                        """
                        + "nvme-zns FAIL" + rules + "nvme-zns WARN" + hook,
                shortcomings(system("11.4"), qemu(QEMU_10), "virtio-scsi", "nvme-zns"));
        // Of libvirt's own NVMe disks it makes the rules itself.
        assertEquals(
                "nvme-zns WARN" + rules + "nvme-zns WARN" + hook,
                shortcomings(system("11.5"), qemu(QEMU_10), "nvme-zns"));
    }

    @Test
    void aGuestsKernelIsEnoughForWhatTheHostDoesNotUse() throws IOException {
        host.runAKernelWithoutZones();

        assertEquals("""
                virtio-blk FAIL for zoned block devices in the kernel: the kernel 6.18.44 is built without CONFIG_BLK_DEV_ZONED -> Boot one that has it (Debian: linux-image-amd64, not the one for clouds)
                """, shortcomings(system("11.5"), qemu(QEMU_10), "nvme-zns", "virtio-blk"));
    }

    @Test
    void anOldQemuTakesScsiGeneric() {
        assertEquals(
                """
                virtio-scsi:disk WARN for QEMU's scsi-block: QEMU is 4.0, whose scsi-block hangs guests; expected 4.1 -> scsi-generic is taken instead; or take a newer QEMU
                virtio-scsi:zbc FAIL for QEMU's scsi-block: QEMU is 4.0, whose scsi-block hangs guests; expected 4.1 -> Take a newer QEMU, or vhost-scsi
                nvme-zns FAIL for zones of QEMU's nvme-ns: QEMU is 4.0, expected 6.0 or newer -> Take a QEMU that has them
                virtio-blk FAIL for zones of QEMU's virtio-blk: QEMU is 4.0, expected 8.1 or newer: before, the guest would take it for a plain disk -> Take a newer QEMU, or virtio-scsi or vhost-scsi for a SCSI disk
                """,
                shortcomings(system("11.5"), qemu(emulator("4.0.0", false)), "virtio-scsi", "nvme-zns", "virtio-blk"));
    }

    @Test
    void aBuildOfQemuMayLackNvme() {
        Emulator lacking = new Emulator(
                Path.of("/usr/libexec/qemu-kvm"),
                "9.1.0",
                Set.of("virtio-blk-pci", "virtio-scsi-pci", "scsi-block"),
                false);

        assertEquals("""
                nvme-zns FAIL for QEMU's nvme: this build of QEMU has none -> Take a QEMU that has it
                nvme-zns FAIL for zones of QEMU's nvme-ns: this build of QEMU 9.1 has none -> Take a QEMU that has them
                """, shortcomings(system("11.5"), qemu(lacking), "nvme-zns"));
    }

    @Test
    void aSessionsGuestsHaveNoLio() {
        LibvirtFacts facts = new LibvirtFacts(
                "qemu:///session", platform("11.5"), true, false, true, true, Optional.empty(), Set.of(), false, false);

        assertEquals("""
                vhost-scsi:zbc FAIL for the system's guests: guests of a session run as their user, who may make no LIO objects -> Take the system's libvirt: --connect qemu:///system
                """, shortcomings(HostChecks.Libvirt.of(facts), qemu(QEMU_10), "vhost-scsi:zbc", "nvme-zns"));
    }

    @Test
    void ofAnotherHostOnlyWhatLibvirtSaysIsKnown() {
        LibvirtFacts facts = new LibvirtFacts(
                "qemu+ssh://far/system",
                Platform.of(Version.parse("10.1"), Version.parse("11.5")),
                false,
                false,
                false,
                true,
                Optional.of(Path.of("/usr/bin/qemu-system-x86_64")),
                Set.of("virtio", "scsi", "nvme"),
                true,
                false);
        HostChecks.Libvirt libvirt = HostChecks.Libvirt.of(facts);

        assertEquals(
                """
                host PASS for libvirt: 11.5, qemu+ssh://far/system
                host PASS for QEMU: 10.1, as libvirt says
                host PASS for KVM
                vhost-scsi:zbc WARN for QEMU's vhost-scsi-pci: libvirt does not say whether QEMU has it -> Run on that host: virt-zoned check
                vhost-scsi:zbc PASS for KVM
                vhost-scsi:zbc WARN what else it needs: guests are on another host, which cannot be looked at from here -> Run there: virt-zoned check vhost-scsi:zbc
                nvme-zns PASS for QEMU's nvme
                nvme-zns PASS for zones of QEMU's nvme-ns
                nvme-zns PASS for libvirt's own NVMe disks
                nvme-zns WARN what else it needs: guests are on another host, which cannot be looked at from here -> Run there: virt-zoned check nvme-zns
                """,
                report(
                        libvirt,
                        HostChecks.Qemu.of(libvirt),
                        EnumSet.of(CheckedWay.NVME_ZNS, CheckedWay.VHOST_SCSI_ZBC)));
    }

    /** This one is not meant. */
    @Test
    void ofAnotherHostThatIsOutOfReachNothingIsKnown() {
        HostChecks.Libvirt none = HostChecks.Libvirt.of(Optional.of("qemu+unix://far/system?socket=/nowhere"), false);

        List<String> lines = report(none, HostChecks.Qemu.of(none), EnumSet.of(CheckedWay.NVME_ZNS))
                .lines()
                .toList();

        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("host FAIL for libvirt: Cannot connect to libvirt at"), lines::toString);
    }

    @Test
    void withoutLibvirtTheHostIsLookedAt() throws IOException {
        host.delete("proc/8/comm");
        HostChecks.Libvirt none = HostChecks.Libvirt.of(Optional.of("qemu+unix:///system?socket=/nowhere"), false);

        assertEquals("""
                host FAIL for libvirt: Cannot connect to libvirt at 'qemu+unix:///system?socket=/nowhere': Failed to connect socket to '/nowhere': No such file or directory -> Start libvirt's daemon: 'systemctl start virtqemud.socket', or 'systemctl start libvirtd' where there is one daemon for all. Or choose another libvirt: --connect URI
                virtio-scsi:zbc FAIL for tcmu-runner: it does not run: no emulated ZBC disk -> Start it
                """, shortcomings(none, qemu(QEMU_10), "virtio-scsi:zbc", "nvme-zns"));
    }

    @Test
    void guestsOfAnotherHypervisorAreNoGuests() {
        assertEquals(
                """
                host FAIL for libvirt: the guests of 'test:///default' are not QEMU's -> Say another: --connect qemu:///system
                """,
                shortcomings(HostChecks.Libvirt.of(Optional.of("test:///default"), false), qemu(QEMU_10), "nvme-zns"));
    }

    private static HostChecks.Libvirt system(String version) {
        return HostChecks.Libvirt.of(new LibvirtFacts(
                "qemu:///system",
                platform(version),
                true,
                true,
                false,
                true,
                Optional.of(Path.of("/usr/bin/qemu-system-x86_64")),
                Set.of("virtio", "scsi"),
                true,
                false));
    }

    private static Platform platform(String libvirt) {
        return Platform.of(Version.parse("10.0"), Version.parse(libvirt));
    }

    private static Emulator emulator(String version, boolean zones) {
        return new Emulator(
                Path.of("/usr/bin/qemu-system-x86_64"),
                version,
                Set.of(
                        "nvme",
                        "nvme-ns",
                        "scsi-block",
                        "scsi-generic",
                        "vhost-scsi-pci",
                        "virtio-scsi-pci",
                        "virtio-blk-pci"),
                zones);
    }

    private static HostChecks.Qemu qemu(Emulator emulator) {
        return HostChecks.Qemu.of(emulator);
    }

    /** What is no PASS, but for KVM, which these hosts do not have. */
    private String shortcomings(HostChecks.Libvirt libvirt, HostChecks.Qemu qemu, String... words) {
        Set<CheckedWay> ways = EnumSet.noneOf(CheckedWay.class);
        for (String word : words) {
            ways.addAll(CheckedWay.of(word));
        }
        StringBuilder lines = new StringBuilder();
        report(libvirt, qemu, ways)
                .lines()
                .filter(line -> !line.contains(" PASS ") && !line.contains(" that KVM runs a guest: "))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    private String report(HostChecks.Libvirt libvirt, HostChecks.Qemu qemu, Set<CheckedWay> ways) {
        StringBuilder lines = new StringBuilder();
        for (WayCheck entry : new HostChecks(host.examine(), libvirt, qemu).all(ways)) {
            lines.append(entry.way().map(CheckedWay::word).orElse("host"))
                    .append(' ')
                    .append(host.lines(List.of(entry.check())).get(0))
                    .append('\n');
        }
        return lines.toString();
    }
}
