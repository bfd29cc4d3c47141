package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

/** Trees of sysfs as Linux 6.12 has them for disks of these kinds. */
class DiskIdentityTest {
    @TempDir(factory = StableDiskNamesTest.BelowDev.class)
    private Path nodes;

    @TempDir
    private Path sysfs;

    @Test
    void aScsiDiskHasBoth() throws IOException {
        Path disk = disk("block/sdf");
        page(disk, "  ZHZ5C1PQ0000C1234567\0\0 ");
        write(disk, "device/wwid", "naa.5000c500a1b2c3d4\n");
        write(disk, "size", "27344764928\n");

        assertEquals(known("sdf", "0x5000c500a1b2c3d4", "ZHZ5C1PQ0000C1234567"), identified("sdf"));
    }

    @Test
    void aScsiGenericNodeHasThemByItsOwnClass() throws IOException {
        Path node = disk("scsi_generic/sg3");
        page(node, "ZHZ5C1PQ");
        write(node, "device/wwid", "naa.5000C500A1B2C3D4\n");

        assertEquals(known("sg3", "0x5000c500a1b2c3d4", "ZHZ5C1PQ"), identified("sg3"));
    }

    @Test
    void anNvmeNamespaceHasBoth() throws IOException {
        Path disk = disk("block/nvme0n2");
        write(disk, "device/serial", "S5Z42105            \n");
        write(disk, "wwid", "eui.01000000000000008ce38ee2086f4501\n");

        assertEquals(known("nvme0n2", "eui.01000000000000008ce38ee2086f4501", "S5Z42105"), identified("nvme0n2"));
    }

    /** The designator of an ATA disk without a WWN is no name that others know the disk by. */
    @Test
    void aDesignatorOfAnotherKindIsNoWwn() throws IOException {
        Path disk = disk("block/sda");
        page(disk, "ABC123");
        write(disk, "device/wwid", "t10.ATA     WDC WSH722020ALN604                     ABC123\n");

        assertEquals(known("sda", null, "ABC123"), identified("sda"));
    }

    @Test
    void aDiskWithNeitherHasItsGeometry() throws IOException {
        Path disk = disk("block/nullb0");
        write(disk, "size", "524289\n");
        write(disk, "queue/chunk_sectors", "8192\n");

        assertEquals(
                measured("nullb0", Optional.of(new ByteSize(524289L * 512)), Optional.of(ByteSize.parse("4M"))),
                identified("nullb0"));
    }

    @Test
    void aDiskWithoutZonesHasNoZoneSize() throws IOException {
        Path disk = disk("block/dm-0");
        write(disk, "size", "2048\n");
        write(disk, "queue/chunk_sectors", "0\n");

        assertEquals(measured("dm-0", Optional.of(ByteSize.parse("1M")), Optional.empty()), identified("dm-0"));
    }

    @Test
    void aNameByUdevLeadsToTheDisk() throws IOException {
        Path disk = disk("block/sdf");
        page(disk, "ZHZ5C1PQ");
        write(disk, "device/wwid", "naa.5000c500a1b2c3d4\n");
        Files.createSymbolicLink(nodes.resolve("scsi-0QEMU"), nodes.resolve("sdf"));

        assertEquals(known("scsi-0QEMU", "0x5000c500a1b2c3d4", "ZHZ5C1PQ"), identified("scsi-0QEMU"));
    }

    @Test
    void whatWasSaidStays() throws IOException {
        Path disk = disk("block/sdf");
        page(disk, "ZHZ5C1PQ");
        write(disk, "device/wwid", "naa.5000c500a1b2c3d4\n");
        HostDisk said = new HostDisk(
                path("sdf"),
                Optional.of("0x5000c500a1b2c3d5"),
                Optional.of("mine"),
                Optional.of(new ScsiAddress(1, 0, 0, 0)));

        assertEquals(said, new DiskIdentity(sysfs).identified(said));
    }

    /** No disk of ours makes a document that cannot be read again. */
    @Test
    void whatCannotBeRecordedIsNot() throws IOException {
        Path disk = disk("block/sdf");
        page(disk, "a\nb");
        write(disk, "wwid", "not a wwid\n");
        write(disk, "size", "2048\n");

        assertEquals(measured("sdf", Optional.of(ByteSize.parse("1M")), Optional.empty()), identified("sdf"));
    }

    @Test
    void nothingIsKnownOfADiskThatIsNotThere() {
        assertEquals(measured("gone", Optional.empty(), Optional.empty()), identified("gone"));
    }

    /** Of a SCSI generic node those of the disk: the node has no queue. */
    @Test
    void attributesAreTheDisks() throws IOException {
        write(disk("block/nullb0"), "queue/zoned", "host-managed\n");
        write(disk("scsi_generic/sg3"), "device/block/sdf/queue/zoned", "host-aware\n");

        assertEquals(Optional.of("host-managed"), attribute("nullb0", "queue/zoned"));
        assertEquals(Optional.of("host-aware"), attribute("sg3", "queue/zoned"));
        assertEquals(Optional.empty(), attribute("nullb0", "queue/max_open_zones"));
        assertEquals(Optional.empty(), attribute("gone", "queue/zoned"));
    }

    private Optional<String> attribute(String name, String attribute) {
        return new DiskIdentity(sysfs).attribute(measured(name, Optional.empty(), Optional.empty()), attribute);
    }

    private HostDisk identified(String name) {
        return new DiskIdentity(sysfs).identified(measured(name, Optional.empty(), Optional.empty()));
    }

    private HostDisk known(String name, String wwn, String serial) {
        return new HostDisk(path(name), Optional.ofNullable(wwn), Optional.of(serial), Optional.empty());
    }

    private HostDisk measured(String name, Optional<ByteSize> size, Optional<ByteSize> zoneSize) {
        return new HostDisk(
                path(name), Optional.empty(), Optional.empty(), Optional.empty(), size, zoneSize, Optional.empty());
    }

    private SourcePath path(String name) {
        return new SourcePath(nodes.resolve(name).toString());
    }

    private Path disk(String classAndName) throws IOException {
        Path folder = sysfs.resolve("class").resolve(classAndName);
        Files.createFile(nodes.resolve(folder.getFileName().toString()));
        return Files.createDirectories(folder);
    }

    private static void page(Path disk, String serial) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(new byte[] {0x14, (byte) 0x80, 0, (byte) serial.length()});
        page.writeBytes(serial.getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(disk.resolve("device"));
        Files.write(disk.resolve("device/vpd_pg80"), page.toByteArray());
    }

    private static void write(Path disk, String file, String text) throws IOException {
        Files.createDirectories(disk.resolve(file).getParent());
        Files.writeString(disk.resolve(file), text);
    }
}
