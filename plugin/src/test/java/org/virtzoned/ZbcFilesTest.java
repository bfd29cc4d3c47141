package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.lio.LioProgram;

/**
 * What becomes of the file of an emulated ZBC disk when it is attached. A script stands in for the program that formats
 * it: its files hold the word "zbc".
 */
class ZbcFilesTest {
    private static final String FORMATTING = """
            #!/bin/sh
            case $1 in
            format) test ! -e "$2" && echo zbc > "$2" ;;
            check) grep --quiet zbc "$2" || { echo "Cannot check $2: no ZBC file." >&2; exit 1; } ;;
            esac
            """;

    @TempDir
    private Path folder;

    private LibvirtConnection libvirt;
    private Path program;

    @BeforeEach
    void connect() throws IOException {
        libvirt = LibvirtConnection.open(Optional.of("test:///default"));
        program = Files.writeString(folder.resolve("program"), FORMATTING);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        create("guest");
    }

    @AfterEach
    void close() {
        for (String name : List.of("guest", "neighbour")) {
            libvirt.findByName(name).ifPresent(domain -> libvirt.undefine(name, domain.uuid()));
        }
        libvirt.close();
    }

    @Test
    void rootMakesIt() throws IOException {
        DomainChange change = asRoot().attach("guest", List.of(disk("")));
        assertEquals(List.of("ZBC file " + file() + " of 64M"), change.files());
        assertFalse(Files.exists(file()));

        change.apply();

        assertEquals("zbc\n", Files.readString(file()));
        assertEquals(List.of("program", "z.raw"), files());
        assertEquals(List.of(), change.notices());
    }

    @Test
    void itIsTakenBackWithTheDefinition() throws IOException {
        // The test driver drops the arguments of the namespace.
        ZonedDevice namespace = VirtZoned.device(
                Way.NVME_ZNS, folder.resolve("n.raw") + ",size=16M,zone-size=1M,rendering=commandline");

        assertThrows(ChangeException.class, () -> asRoot().attach("guest", List.of(disk(""), namespace))
                .apply());

        assertEquals(List.of("program"), files());
    }

    @Test
    void aFailureToFormatLeavesNothing() throws IOException {
        String before = libvirt.domain("guest").xml();
        Files.writeString(program, "#!/bin/sh\ntouch \"$2\"; echo 'tcmu-runner is not running.' >&2; exit 1\n");

        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> asRoot().attach("guest", List.of(disk("")))
                        .apply());

        assertEquals("tcmu-runner is not running.", refusal.getMessage());
        assertEquals(List.of("program"), files());
        assertEquals(before, libvirt.domain("guest").xml());
    }

    @Test
    void aWholeOneIsTakenAsItIs() throws IOException {
        Files.writeString(file(), "zbc with data");

        asRoot().attach("guest", List.of(disk(""))).apply();

        assertEquals("zbc with data", Files.readString(file()));
    }

    @Test
    void anotherFileIsRefusedAndStays() throws IOException {
        Files.writeString(file(), "precious");
        for (String words : List.of("", ",create=yes")) {
            VirtZonedException refusal =
                    assertThrows(VirtZonedException.class, () -> asRoot().attach("guest", List.of(disk(words))));

            assertEquals("Cannot check " + file() + ": no ZBC file.", refusal.getMessage());
        }
        assertEquals("precious", Files.readString(file()));
    }

    @Test
    void oneOfAnotherDomainIsRefused() throws IOException {
        create("neighbour");
        asRoot().attach("neighbour", List.of(disk(""))).apply();

        for (VirtZoned virtZoned : List.of(asRoot(), asUser())) {
            VirtZonedException refusal = assertThrows(
                    VirtZonedException.class, () -> virtZoned.attach("guest", List.of(disk(",create=yes"))));

            assertEquals(
                    "Cannot take " + file() + ": domain 'neighbour' names it, in device 'zbc'.", refusal.getMessage());
        }
    }

    @Test
    void theFirstStartMakesItWhereAsked() throws IOException {
        DomainChange change = asRoot().attach("guest", List.of(disk(",create=yes")));
        change.apply();

        assertEquals(List.of(), change.files());
        assertEquals(List.of(), change.notices());
        assertEquals(List.of("program"), files());
    }

    /** It may be on a file system that is not mounted. */
    @Test
    void aDeviceThatHasLostItGetsNoOther() throws IOException {
        asRoot().attach("guest", List.of(disk(""))).apply();
        Files.delete(file());

        DomainChange again = asRoot().attach("guest", List.of(disk("")));
        again.apply();

        assertTrue(again.isEmpty());
        assertFalse(Files.exists(file()));
    }

    @Test
    void anOrdinaryUserIsToldHowItIsMade() {
        DomainChange change = asUser().attach("guest", List.of(disk("")));
        change.apply();

        assertFalse(Files.exists(file()));
        assertEquals(
                List.of("zbc needs its file before the guest starts; make it as root: virt-zoned-lio format " + file()
                        + " --size 67108864 --zone-size 4194304 --conventional-zones 2 --model host-managed"
                        + " --block-size 512 --max-open 128"
                        + " (or attach it with create=yes, and the first start makes it)."),
                change.notices());
    }

    @Test
    void anOrdinaryUserIsNotToldOfWhatIsThere() throws IOException {
        Files.writeString(file(), "zbc");

        assertEquals(List.of(), asUser().attach("guest", List.of(disk(""))).notices());
    }

    @Test
    void withoutTheProgramNothingBegins() throws IOException {
        Files.delete(program);

        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> asRoot().attach("guest", List.of(disk(""))));

        assertEquals(
                "Cannot make " + file() + ": found no " + program + ", expected the program that comes with the hook.",
                refusal.getMessage());
    }

    @Test
    void aCloneGetsOneOfItsOwn() throws IOException {
        asRoot().attach("guest", List.of(disk(""))).apply();
        Files.writeString(file(), "zbc with data");
        String uuid = "12345678-9abc-4def-8123-456789abcdef";
        libvirt.define(
                "neighbour",
                libvirt.domain("guest")
                        .xml()
                        .replace("<name>guest<", "<name>neighbour<")
                        .replaceFirst("<uuid>[^<]*<", "<uuid>" + uuid + "<"));
        Path own = folder.resolve("z-12345678.raw");

        DomainChange rebinding = asRoot().rebind("neighbour");
        rebinding.apply();

        assertEquals(List.of("ZBC file " + own + " of 64M"), rebinding.files());
        assertEquals(List.of("zbc is empty: nothing of " + file() + " was copied."), rebinding.notices());
        assertEquals("zbc\n", Files.readString(own));
        assertEquals("zbc with data", Files.readString(file()));
        assertEquals(own.toString(), asRoot().list("neighbour").devices().get(0).source());
        assertTrue(asRoot().rebind("neighbour").isEmpty());
        assertTrue(asRoot().rebind("guest").isEmpty());
    }

    private VirtZoned asRoot() {
        return new VirtZoned(libvirt, new LioHost(new LioProgram(program), true));
    }

    private VirtZoned asUser() {
        return new VirtZoned(libvirt, new LioHost(new LioProgram(program), false));
    }

    private void create(String name) {
        asUser().create(name, "minimal", Map.of("type", "kvm"), List.of()).apply();
    }

    private ZonedDevice disk(String more) {
        return VirtZoned.device(
                Way.VIRTIO_SCSI, "zbc:" + file() + ",size=64M,zone-size=4M,conventional-zones=2,name=zbc" + more);
    }

    private Path file() {
        return folder.resolve("z.raw");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
