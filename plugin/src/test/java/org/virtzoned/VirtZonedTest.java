package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.Affect;
import org.virtzoned.domainxml.Attachment;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;

/**
 * Changes to domains of libvirt's test driver. It drops what is in the QEMU namespace, so that a namespace of NVMe shows
 * what becomes of a change that libvirt does not keep.
 */
class VirtZonedTest {
    private static final ZonedDevice DISK =
            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/scsi-0QEMU,name=disk,address=0:0:0:0");
    private static final ZonedDevice OTHER_DISK =
            VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/scsi-1QEMU,name=other,address=0:0:1:0");

    @TempDir
    private Path folder;

    private VirtZoned virtZoned;
    private LibvirtConnection libvirt;

    @BeforeEach
    void connect() {
        virtZoned = VirtZoned.connect("test:///default");
        libvirt = LibvirtConnection.open(Optional.of("test:///default"));
        virtZoned.create("guest", "minimal", Map.of("type", "kvm"), List.of()).apply();
    }

    @AfterEach
    void close() {
        for (String name : List.of("guest", "fresh", "neighbour")) {
            libvirt.findByName(name).ifPresent(domain -> libvirt.undefine(name, domain.uuid()));
        }
        libvirt.close();
        virtZoned.close();
    }

    @Test
    void attachesAndDetaches() {
        String before = xml();

        DomainChange attaching = virtZoned.attach("guest", List.of(DISK, OTHER_DISK));
        assertEquals(before, xml());
        attaching.apply();

        assertEquals(List.of(DISK, OTHER_DISK), virtZoned.list("guest").devices());
        assertEquals(
                List.of("guest"),
                virtZoned.list().stream().map(DomainDevices::domain).toList());

        virtZoned.detach("guest", List.of("disk")).apply();
        assertEquals(List.of(OTHER_DISK), virtZoned.list("guest").devices());

        virtZoned.detach("guest", List.of("/dev/disk/by-id/scsi-1QEMU")).apply();
        assertEquals(before, xml());
    }

    /** The pool of libvirt's test driver has 100 GiB. */
    @Test
    void aFileThatMayGrowToMoreThanIsFreeIsAWarning() {
        String words = ",size=200G,zone-size=64M,name=z";
        ZonedDevice volume = VirtZoned.device(Way.NVME_ZNS, "pool=default-pool,vol=z.raw" + words);
        ZonedDevice small = VirtZoned.device(Way.NVME_ZNS, "pool=default-pool,vol=y.raw,size=64M,zone-size=4M,name=y");
        ZonedDevice file =
                VirtZoned.device(Way.NVME_ZNS, folder.resolve("z.raw") + ",size=7000000T,zone-size=64M,name=z");

        assertEquals(
                List.of(
                        "volume z.raw is sparse and may grow to 200G, but pool 'default-pool' has 100G free: once it is full,"
                                + " the guest's writes fail."),
                shortages(volume, small));
        List<String> ofFile = shortages(file);
        assertEquals(1, ofFile.size());
        assertTrue(
                ofFile.get(0)
                        .startsWith(folder + "/z.raw is sparse and may grow to 7000000T, but its file system has "),
                ofFile.get(0));
    }

    private List<String> shortages(ZonedDevice... devices) {
        return virtZoned.attach("guest", List.of(devices)).notices().stream()
                .filter(notice -> notice.contains(" is sparse and may grow to "))
                .toList();
    }

    @Test
    void theSameAgainIsNothingToDo() {
        virtZoned.attach("guest", List.of(DISK)).apply();
        String before = xml();

        DomainChange again = virtZoned.attach("guest", List.of(DISK));
        again.apply();

        assertTrue(again.isEmpty());
        assertEquals(
                List.of(false),
                again.attachments().stream().map(Attachment::added).toList());
        assertEquals(before, xml());
    }

    @Test
    void createsWithDevices() {
        virtZoned
                .create("fresh", "minimal", Map.of("type", "kvm", "memory", "2G"), List.of(DISK))
                .apply();

        assertEquals(List.of(DISK), virtZoned.list("fresh").devices());
        assertTrue(libvirt.domain("fresh").xml().contains("<memory unit='KiB'>2097152</memory>"));
    }

    @Test
    void whatAUserTookFromOneDeviceIsNotInTheWayOfAnother() {
        ZonedDevice other = VirtZoned.device(Way.VIRTIO_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d9,name=other");
        virtZoned.attach("guest", List.of(DISK, other)).apply();
        libvirt.define("guest", xml().replace("<alias name='ua-zoned-other'/>", ""));

        virtZoned.detach("guest", List.of(DISK.name().text())).apply();

        assertEquals(
                List.of("other"),
                virtZoned.list("guest").devices().stream()
                        .map(device -> device.name().text())
                        .toList());
    }

    @Test
    void whatLibvirtDoesNotKeepIsTakenBack() throws IOException {
        String before = xml();
        DomainChange change = virtZoned.attach("guest", List.of(DISK, namespace()));
        assertEquals(List.of("file " + file() + " of 16M"), change.files());

        VirtZonedException refusal = assertThrows(VirtZonedException.class, change::apply);

        assertEquals(
                "Cannot attach " + file()
                        + " to domain 'guest': libvirt at 'test:///default' does not keep what belongs to it.",
                refusal.getMessage());
        assertEquals(0, refusal.getSuppressed().length);
        assertEquals(before, xml());
        assertNoFiles();
    }

    @Test
    void aNewDomainThatLibvirtDoesNotKeepIsTakenBack() throws IOException {
        DomainChange creation = virtZoned.create("fresh", "minimal", Map.of("type", "kvm"), List.of(namespace()));

        VirtZonedException refusal = assertThrows(VirtZonedException.class, creation::apply);

        assertEquals(0, refusal.getSuppressed().length);
        assertEquals(Optional.empty(), libvirt.findByName("fresh"));
        assertNoFiles();
    }

    @Test
    void whatLibvirtRefusesIsTakenBack() throws IOException {
        DomainChange creation =
                virtZoned.create("fresh", "minimal", Map.of("type", "kvm", "vcpus", "100000"), List.of(namespace()));

        VirtZonedException refusal = assertThrows(VirtZonedException.class, creation::apply);

        assertTrue(refusal.getMessage().startsWith("Cannot define domain 'fresh': "), refusal.getMessage());
        assertEquals(ErrorCode.LIBVIRT, refusal.code());
        assertEquals(0, refusal.getSuppressed().length);
        assertNoFiles();
    }

    @Test
    void aDomainThatChangedMeanwhileIsNotOverwritten() {
        DomainChange change = virtZoned.attach("guest", List.of(DISK));
        libvirt.define("guest", xml().replace("<vcpu placement='static'>1<", "<vcpu placement='static'>2<"));
        String meanwhile = xml();

        VirtZonedException refusal = assertThrows(VirtZonedException.class, change::apply);

        assertEquals("Cannot change domain 'guest': it changed meanwhile.", refusal.getMessage());
        assertEquals(meanwhile, xml());
    }

    @Test
    void aNameThatWasTakenMeanwhileIsRefused() {
        DomainChange creation = virtZoned.create("fresh", "minimal", Map.of("type", "kvm"), List.of(DISK));
        virtZoned.create("fresh", "minimal", Map.of("type", "kvm"), List.of()).apply();
        String meanwhile = libvirt.domain("fresh").xml();

        assertThrows(ChangeException.class, creation::apply);

        assertEquals(meanwhile, libvirt.domain("fresh").xml());
    }

    @Test
    void aFileThatIsThereIsNotTaken() throws IOException {
        Files.writeString(file(), "precious");
        try (RandomAccessFile ofItsSize = new RandomAccessFile(file().toFile(), "rw")) {
            ofItsSize.setLength(16 << 20);
        }

        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.attach("guest", List.of(namespace())));

        assertEquals(
                "Cannot create " + file() + ": it is there already, and is not recorded as this domain's.",
                refusal.getMessage());
        assertTrue(Files.readString(file()).startsWith("precious"));
    }

    @Test
    void aFileThatMayGoIsTakenAtItsSizeOnly() throws IOException {
        Files.writeString(file(), "precious");

        VirtZonedException refusal = assertThrows(
                VirtZonedException.class,
                () -> virtZoned.attach(
                        "guest", List.of(VirtZoned.device(Way.NVME_ZNS, file() + ",size=16M,zone-size=1M,reuse=yes"))));

        assertEquals("Cannot use " + file() + ": its size is 8 bytes, expected 16777216 (16M).", refusal.getMessage());
        assertEquals("precious", Files.readString(file()));
    }

    /** As the qemu-kvm of CentOS says it. */
    @Test
    void aBuildOfQemuWithoutNvmeIsRefused() throws IOException {
        Path emulator = Files.writeString(
                folder.resolve("qemu-kvm"),
                "#!/bin/sh\necho \"qemu-kvm: -device $4: Device 'nvme-ns' not found\"; exit 1\n");
        Files.setPosixFilePermissions(emulator, PosixFilePermissions.fromString("rwxr-xr-x"));
        libvirt.define(
                "guest",
                xml().replaceFirst("<emulator>[^<]*</emulator>", "")
                        .replace("<devices>", "<devices><emulator>" + emulator + "</emulator>"));
        String before = xml();

        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.attach("guest", List.of(namespace())));

        assertEquals(
                "Cannot attach " + file() + " to domain 'guest' with nvme-zns: " + emulator
                        + " has no NVMe namespaces with zones, expected QEMU's device nvme-ns.",
                refusal.getMessage());
        assertEquals(before, xml());
        assertFalse(Files.exists(file()));
    }

    @Test
    void aFileOfAnotherDomainIsNotTaken() {
        virtZoned
                .create("neighbour", "minimal", Map.of("type", "kvm", "disk", file().toString()), List.of())
                .apply();

        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.attach("guest", List.of(namespace())));

        assertEquals(
                "Cannot take " + file() + ": domain 'neighbour' names it, in <source> in the domain's <devices>.",
                refusal.getMessage());
        assertFalse(Files.exists(file()));
    }

    @Test
    void aVolumeIsMadeAndTakenBack() {
        ZonedDevice volume = VirtZoned.device(
                Way.NVME_ZNS, "pool=default-pool,vol=z.raw,size=16M,zone-size=1M,rendering=commandline");
        DomainChange change = virtZoned.attach("guest", List.of(volume));
        assertEquals(List.of("volume z.raw of 16M in pool default-pool"), change.files());

        assertThrows(VirtZonedException.class, change::apply);

        assertEquals(Optional.empty(), libvirt.volumes().find("default-pool", "z.raw"));
    }

    @Test
    void aDomainOfAnotherKindIsRefused() {
        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.attach("test", List.of(DISK)));

        assertEquals(
                "Cannot attach to domain 'test': its type is 'test', expected one of QEMU's: 'kvm', 'qemu' or 'hvf'.",
                refusal.getMessage());
    }

    @Test
    void aDomainThatIsNotThereIsRefused() {
        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.detach("nobody", List.of("x")));

        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.detach("guest", List.of("x")));

        assertEquals(
                "Cannot detach 'x' from domain 'guest': it has no zoned device of that name.", refusal.getMessage());
    }

    @Test
    void aDeviceThatOnlyTheDefinitionHasIsNotTheGuests() throws IOException {
        Path program = Files.createFile(
                folder.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        VirtZoned asRoot = new VirtZoned(libvirt, new LioHost(new LioProgram(program), true));
        libvirt.start("guest", libvirt.domain("guest").uuid());
        virtZoned.attach("guest", List.of(DISK)).apply();

        VirtZonedException refusal = assertThrows(
                VirtZonedException.class, () -> asRoot.detach("guest", List.of("disk"), Set.of(Affect.LIVE)));
        assertEquals(
                "Cannot detach 'disk' from domain 'guest': it has no zoned device of that name.", refusal.getMessage());
        assertEquals(Optional.of("Its definition has it: leave out --live."), refusal.remedy());
        assertEquals(ErrorCode.NOT_FOUND, refusal.code());
        assertEquals(
                Optional.of("The domain has no zoned devices."),
                assertThrows(
                                VirtZonedException.class,
                                () -> asRoot.detach("guest", List.of("disk", "x"), Set.of(Affect.LIVE)))
                        .remedy());
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.create("test", "minimal", Map.of(), List.of()));

        assertEquals("Cannot create domain 'test': there is one of that name.", refusal.getMessage());
    }

    /** In the form that the test driver drops, whatever libvirt it is. */
    private ZonedDevice namespace() {
        return VirtZoned.device(Way.NVME_ZNS, file() + ",size=16M,zone-size=1M,rendering=commandline");
    }

    private Path file() {
        return folder.resolve("z.raw");
    }

    private void assertNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private String xml() {
        return libvirt.domain("guest").xml();
    }
}
