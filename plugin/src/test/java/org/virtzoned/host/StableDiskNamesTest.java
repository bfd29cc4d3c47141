package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

class StableDiskNamesTest {
    private static final String WWN = "0x5000c500a1b2c3d4";

    @TempDir(factory = BelowDev.class)
    private Path folder;

    private Path byId;
    private Path node;
    private StableDiskNames names;

    @BeforeEach
    void makeFolder() throws IOException {
        byId = Files.createDirectory(folder.resolve("by-id"));
        node = Files.createFile(folder.resolve("sdf"));
        names = new StableDiskNames(byId);
    }

    @Test
    void theWwnComesFirst() throws IOException {
        link("ata-WDC_WSH722020ALN604_ABC");
        link("scsi-35000c500a1b2c3d4");
        link("wwn-" + WWN);

        assertEquals(disk(byId.resolve("wwn-" + WWN), Optional.of(WWN)), names.stable(disk(node, Optional.empty())));
    }

    @Test
    void aNameOfAnotherKindHasNoWwn() throws IOException {
        link("scsi-35000c500a1b2c3d4");
        link("scsi-SATA_WDC_ABC");

        assertEquals(
                disk(byId.resolve("scsi-35000c500a1b2c3d4"), Optional.empty()),
                names.stable(disk(node, Optional.empty())));
    }

    @Test
    void whatWasSaidStays() throws IOException {
        link("wwn-" + WWN);
        HostDisk said = new HostDisk(
                new SourcePath(node.toString()),
                Optional.of("eui.0025385"),
                Optional.of("S1"),
                Optional.of(new ScsiAddress(1, 0, 0, 0)));

        assertEquals(
                new HostDisk(
                        new SourcePath(byId.resolve("wwn-" + WWN).toString()),
                        said.wwn(),
                        said.serial(),
                        said.address()),
                names.stable(said));
    }

    @Test
    void aLinkOfAnotherDiskIsNotTaken() throws IOException {
        Path other = Files.createFile(folder.resolve("sdg"));
        Files.createSymbolicLink(byId.resolve("wwn-" + WWN), other);
        Files.createSymbolicLink(byId.resolve("wwn-0x5000c500a1b2c3d5"), folder.resolve("gone"));

        assertEquals(disk(node, Optional.empty()), names.stable(disk(node, Optional.empty())));
    }

    @Test
    void aDiskIsFoundByALinkOfTheUsers() throws IOException {
        link("wwn-" + WWN);
        Path own = Files.createSymbolicLink(folder.resolve("my-disk"), node);

        assertEquals(disk(byId.resolve("wwn-" + WWN), Optional.of(WWN)), names.stable(disk(own, Optional.empty())));
    }

    @Test
    void aStableNameStays() {
        HostDisk disk = disk(Path.of("/dev/disk/by-id/scsi-0QEMU"), Optional.empty());

        assertEquals(disk, names.stable(disk));
    }

    @Test
    void aStableNameSaysTheWwn() {
        Path path = Path.of("/dev/disk/by-id/wwn-" + WWN);

        assertEquals(disk(path, Optional.of(WWN)), names.stable(disk(path, Optional.empty())));
    }

    @Test
    void aKernelNameOfNoDiskIsRefused() {
        HostException refusal =
                assertThrows(HostException.class, () -> names.stable(disk(Path.of("/dev/sdzz"), Optional.empty())));

        assertEquals(
                "Cannot take /dev/sdzz: it is not there, and the kernel may give that name to another disk at the next boot.",
                refusal.getMessage());
    }

    /** null_blk and device-mapper have no other names. */
    @Test
    void anotherNameStays() {
        HostDisk disk = disk(Path.of("/dev/nullb0"), Optional.empty());

        assertEquals(disk, names.stable(disk));
        assertEquals(disk, new StableDiskNames(folder.resolve("absent")).stable(disk));
    }

    private void link(String name) throws IOException {
        Files.createSymbolicLink(byId.resolve(name), node);
    }

    private static HostDisk disk(Path path, Optional<String> wwn) {
        return new HostDisk(new SourcePath(path.toString()), wwn, Optional.empty(), Optional.empty());
    }

    /** A disk's path is below /dev; its shared memory is where everyone can make files. */
    static final class BelowDev implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Path.of("/dev/shm"), "virt-zoned-test");
        }
    }
}
