package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.host.CapableHost;
import org.virtzoned.host.HostCheck;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;
import org.virtzoned.lio.StartRefusal;
import org.virtzoned.lio.StartRefusal.Subject;

/** What is found of domains of libvirt's test driver. A script stands in for the hook's program. */
class DomainChecksTest {
    private static final String DISK = "/dev/null,wwn=0x5000c500a1b2c3d4,name=disk";
    private static final String OTHER_DISK = "/dev/zero,name=other";

    @TempDir
    private Path folder;

    private LibvirtConnection libvirt;
    private Path program;

    @BeforeEach
    void connect() throws IOException {
        libvirt = LibvirtConnection.open(Optional.of("test:///default"));
        program = Files.createFile(
                folder.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        program("exit 0");
    }

    @AfterEach
    void close() {
        libvirt.findByName("guest").ifPresent(domain -> {
            libvirt.undefine("guest", domain.uuid());
        });
        libvirt.close();
    }

    @Test
    void allIsWell() throws IOException {
        Files.writeString(file(), "zbc");
        create(device(Way.VIRTIO_SCSI, DISK), zbc(""));

        assertEquals(
                List.of(
                        "that domain 'guest' is no clone: PASS",
                        "device 'disk' (virtio-scsi): PASS",
                        zbcIs("PASS"),
                        "for managed save: PASS",
                        "for snapshots with memory: PASS",
                        "for migration: WARN no other host has what is behind disk, zbc - Shut it down, and detach them"
                                + " first"),
                checks(true));
    }

    @Test
    void whatQemuCannotSaveIsNamed() {
        create(device(Way.VIRTIO_SCSI, DISK), device(Way.VHOST_SCSI, OTHER_DISK));

        assertEquals(
                List.of(
                        "for managed save: WARN QEMU cannot save a guest with other - Shut it down instead: virsh"
                                + " shutdown guest",
                        "for snapshots with memory: WARN QEMU cannot save the memory of a guest with other - Take one of"
                                + " its other disks alone, if it has any: virsh snapshot-create-as guest --disk-only"),
                checks(true).stream()
                        .filter(check -> check.startsWith("for managed save") || check.startsWith("for snapshots"))
                        .toList());
    }

    @Test
    void aCloneIsNamed() {
        create(device(Way.VIRTIO_SCSI, DISK));
        String xml = libvirt.domain("guest").xml();
        libvirt.undefine("guest", libvirt.domain("guest").uuid());
        libvirt.define("guest", xml.replaceFirst("<uuid>[^<]*<", "<uuid>12345678-9abc-4def-8123-456789abcdef<"));

        assertEquals(
                "that domain 'guest' is no clone: FAIL its zoned devices were made for another domain -"
                        + " Run: virt-zoned repair --rebind guest",
                checks(true).get(0));
    }

    @Test
    void anElementWithoutItsAliasIsNamed() {
        create(device(Way.VIRTIO_SCSI, DISK));
        edit("<alias name='ua-zoned-disk'/>", "");

        assertEquals(
                "device 'disk' (virtio-scsi): FAIL the <disk> 'ua-zoned-disk' is there without its alias -"
                        + " Run: virt-zoned repair guest",
                checks(true).get(1));
    }

    @Test
    void whatWasChangedInTheDomainIsFound() {
        create(device(Way.VIRTIO_SCSI, DISK));
        edit("<source dev='/dev/null'/>", "<source dev='/dev/zero'/>");

        assertEquals(
                "device 'disk' (virtio-scsi): FAIL of the <disk> 'ua-zoned-disk' <source> dev is '/dev/zero',"
                        + " expected '/dev/null' - Run: virt-zoned repair guest",
                checks(true).get(1));
    }

    @Test
    void aDiskThatIsLikeOthersIsAWarning() {
        create(device(Way.VIRTIO_SCSI, "/dev/null,name=disk"));

        assertEquals(
                "device 'disk' (virtio-scsi): WARN it is known by its node and geometry only -"
                        + " Take a disk that has a WWN or a serial number",
                checks(true).get(1));
    }

    @Test
    void aFileThatIsGoneIsMissed() throws IOException {
        Files.writeString(file(), "zbc");
        create(zbc(""));
        Files.delete(file());

        assertEquals(
                zbcIs("FAIL its file " + file() + " is not there - Is its file system mounted?"),
                checks(true).get(1));
    }

    @Test
    void aFileThatTheFirstStartMakesIsNoFailure() {
        create(zbc(",create=yes"));

        assertEquals(
                zbcIs("WARN its file " + file() + " is not there - create=yes lets the first start make it"),
                checks(true).get(1));
    }

    @Test
    void aFileThatIsNotWholeIsNamedInTheProgramsWords() throws IOException {
        Files.writeString(file(), "zbc");
        create(zbc(""));
        program("echo 'It is no ZBC file.' >&2; echo 'Take one.' >&2; exit 1");

        assertEquals(zbcIs("FAIL It is no ZBC file - Take one"), checks(true).get(1));
        assertEquals(
                zbcIs("WARN whether its file is whole is not for you to see - Ask as root"),
                checks(false).get(1));
    }

    @Test
    void aTargetOfTheUsersIsLookedFor() {
        create(device(Way.VHOST_SCSI, "wwpn=naa.5001405a160fe2e1,managed=no,name=own"));

        assertEquals(
                "device 'own' (vhost-scsi): WARN the target naa.5001405a160fe2e1 is not on this host -"
                        + " Make it before the guest starts",
                checks(true).get(1));
    }

    @Test
    void aGuestThatRunsHasItsDevicesLive() throws IOException {
        Files.writeString(file(), "zbc");
        create(device(Way.VIRTIO_SCSI, DISK), zbc(""));
        libvirt.start("guest", libvirt.domain("guest").uuid());
        String uuid = libvirt.domain("guest").uuid().toString();
        program("echo '{\"devices\": [{\"domain\": \"" + uuid + "\", \"device\": \"disk\", \"live\": true},"
                + " {\"domain\": \"" + uuid + "\", \"device\": \"zbc\", \"live\": false}]}'");

        assertEquals("device 'disk' (virtio-scsi): PASS", checks(true).get(1));
        assertEquals(
                zbcIs(
                        "WARN the hook did not prepare it: it was attached while the guest ran, or the hook was not loaded"
                                + " at the start - Shut the guest down and start it again; 'virt-zoned hooks status' says whether"
                                + " the hook is loaded"),
                checks(true).get(2));
        VirtZoned virtZoned = virtZoned(false);
        DomainDevices listed = virtZoned.list("guest");
        OnHost onHost = virtZoned.onHost(List.of(listed));
        assertEquals(
                List.of(true, false),
                listed.devices().stream()
                        .map(device -> onHost.isLive(listed, device))
                        .toList());

        program("echo 'Permission denied.' >&2; exit 1");
        assertEquals(
                Optional.of("Permission denied."),
                virtZoned.onHost(List.of(listed)).problem());
        assertTrue(checks(true)
                .contains("for what is live on this host: WARN Permission denied -"
                        + " Ask as root, or run: virt-zoned hooks status"));
    }

    @Test
    void devicesThatNothingRecordsAreNamed() {
        create(device(Way.VIRTIO_SCSI, DISK));
        String xml = libvirt.domain("guest").xml();
        libvirt.undefine("guest", libvirt.domain("guest").uuid());
        libvirt.define("guest", xml.replaceFirst("(?s)<metadata>.*</metadata>", ""));

        assertEquals(
                "for the record of its zoned devices: FAIL it lacks what the domain has: ua-zoned-disk -"
                        + " Run: virt-zoned repair guest",
                checks(true).get(0));
        assertEquals(
                Optional.of("Domain 'guest' has zoned devices that its metadata do not record: ua-zoned-disk."
                        + " Run: virt-zoned repair guest"),
                virtZoned(true).list().get(0).problem());
    }

    @Test
    void aRecordThatCannotBeReadFailsWithItsWayOut() {
        create(device(Way.VIRTIO_SCSI, DISK));
        String uuid = libvirt.domain("guest").uuid().toString();
        edit("uuid=\"" + uuid, "uuid=\"" + uuid.substring(1));
        edit("uuid='" + uuid, "uuid='" + uuid.substring(1));

        String found = "Cannot read the zoned devices in the metadata of domain 'guest': uuid is '" + uuid.substring(1)
                + "', expected that of the domain that the devices were made for";
        String remedy = "Correct <zoned:devices> in the domain's <metadata>: virsh edit guest";
        assertEquals(List.of("for the record of its zoned devices: FAIL " + found + " - " + remedy), checks(true));
        assertEquals(
                Optional.of(found + ". " + remedy),
                virtZoned(true).list().get(0).problem());
    }

    @Test
    void whatTheHookWouldRefuseIsToldOnceAndInItsWords() {
        create(device(Way.VIRTIO_SCSI, DISK), device(Way.VIRTIO_SCSI, OTHER_DISK));
        edit("<source dev='/dev/null'/>", "<source dev='/dev/full'/>");

        HookVerdict verdict = new HookVerdict(
                List.of(
                        refusal(Subject.POLICY, Optional.empty(), "Cannot read policy.conf: line 1.", "Correct it."),
                        refusal(
                                Subject.DOCUMENT,
                                Optional.of("disk"),
                                "Cannot give /dev/null to domain 'guest': the source is '/dev/full'.",
                                "Run: virt-zoned repair guest"),
                        refusal(Subject.HOST, Optional.of("other"), "It is mounted.", "Free it first."),
                        refusal(Subject.HOST, Optional.of("other"), "It is not zoned.", "Take another.")),
                Optional.empty());
        List<String> checks = checks(verdict);

        assertEquals(
                List.of(
                        "that domain 'guest' is no clone: PASS",
                        "for the host's policy: FAIL Cannot read policy.conf: line 1 - Correct it",
                        "device 'disk' (virtio-scsi): FAIL the source is '/dev/full' - Run: virt-zoned repair guest",
                        "device 'other' (virtio-scsi): FAIL It is mounted - Free it first",
                        "device 'other' (virtio-scsi): FAIL It is not zoned - Take another",
                        "device 'other' (virtio-scsi): WARN it is known by its node and geometry only -"
                                + " Take a disk that has a WWN or a serial number"),
                checks.subList(0, 6));
    }

    @Test
    void whatTheHookWasNotAskedIsOneWarning() {
        create(device(Way.VIRTIO_SCSI, DISK));
        HostCheck unknown = HostCheck.warn("for what the hook would refuse at a start", "not looked at", "Run as root");

        assertEquals(
                List.of(
                        "that domain 'guest' is no clone: PASS",
                        "for what the hook would refuse at a start: WARN not looked at - Run as root",
                        "device 'disk' (virtio-scsi): PASS"),
                checks(new HookVerdict(List.of(), Optional.of(unknown))).subList(0, 3));
    }

    /** As 'hooks status' says it, by one line. */
    @Test
    void aHookThatDoesNotWorkIsNamed() throws IOException {
        String install = " -> Run: virt-zoned hooks install";
        CapableHost host = new CapableHost(folder);
        assertEquals("PASS for the hook", hook(host, true));

        host.runAnOldDaemon();
        assertEquals(
                "WARN that libvirt has loaded the hook: libvirtd (process 7) is not known to have -> Run: kill -HUP 7,"
                        + " and start a guest: its hook notes the daemon",
                hook(host, true));

        host.setPermissions("etc/libvirt/hooks/qemu.d/virt-zoned", "rw-r--r--");
        assertEquals(
                "FAIL for the hook: /etc/libvirt/hooks/qemu.d/virt-zoned is not executable" + install,
                hook(host, false));

        host.setPermissions("etc/libvirt/hooks/qemu.d/virt-zoned", "rwxr-xr-x");
        host.delete("usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py");
        assertEquals(
                "FAIL for the hook's program: /usr/local/lib/virt-zoned/virt_zoned_lio/__init__.py is not there"
                        + install,
                hook(host, false));

        host.delete("etc/libvirt/hooks/qemu.d/virt-zoned");
        String missing =
                " for the hook: it is not installed: nothing looks at what the guest gets at its start" + install;
        assertEquals("FAIL" + missing, hook(host, true));
        assertEquals("WARN" + missing, hook(host, false));
    }

    private static String hook(CapableHost host, boolean needsLio) {
        return host.lines(List.of(DomainChecks.hook(host.examine(), Optional.empty(), needsLio)))
                .get(0);
    }

    private static StartRefusal refusal(Subject subject, Optional<String> device, String message, String remedy) {
        return new StartRefusal(subject, device, message, Optional.of(remedy), false);
    }

    private List<String> checks(HookVerdict verdict) {
        return new DomainChecks(
                        libvirt,
                        new LioHost(new LioProgram(program), true),
                        libvirt.domain("guest"),
                        virtZoned(true).list("guest"),
                        OnHost.notAsked(),
                        verdict)
                .all().stream().map(DomainChecksTest::line).toList();
    }

    private List<String> checks(boolean root) {
        return virtZoned(root).check("guest").stream()
                .map(DomainChecksTest::line)
                .toList();
    }

    private static String line(HostCheck check) {
        return check.subject() + ": " + check.result()
                + check.found().map(found -> " " + found).orElse("")
                + check.remedy().map(remedy -> " - " + remedy).orElse("");
    }

    private static String zbcIs(String result) {
        return "device 'zbc' (virtio-scsi): " + result;
    }

    private VirtZoned virtZoned(boolean root) {
        return new VirtZoned(libvirt, new LioHost(new LioProgram(program), root));
    }

    private void create(ZonedDevice... devices) {
        virtZoned(true)
                .create("guest", "minimal", Map.of("type", "kvm"), List.of(devices))
                .apply();
    }

    private void edit(String before, String after) {
        libvirt.define("guest", libvirt.domain("guest").xml().replace(before, after));
    }

    private void program(String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    }

    private ZonedDevice zbc(String more) {
        return device(Way.VIRTIO_SCSI, "zbc:" + file() + ",size=64M,zone-size=4M,name=zbc" + more);
    }

    private static ZonedDevice device(Way way, String words) {
        return VirtZoned.device(way, words);
    }

    private Path file() {
        return folder.resolve("z.raw");
    }
}
