package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.zone.ReportedDevice;

/**
 * Trees of sysfs as Linux 6.12 has them. {@code /dev/null}, which every host has, stands for a SCSI generic node; block
 * nodes are tried on nested hosts.
 */
class ZonedNodeTest {
    private static final String NODE = "/dev/null";
    private static final String WHICH_ARE = "'lsblk -z' shows which disks of this host are zoned.";

    @TempDir
    private Path root;

    @Test
    void aGenericNodeLeadsToTheBlockDevice() throws IOException {
        generic("sdf");
        disk("sdf", "host-managed");
        write("sys/class/block/sdf/device/vendor", "HGST    \n");
        write("sys/class/block/sdf/device/model", "HSH721414ALN6M0 \n");
        write("sys/class/block/sdf/queue/max_open_zones", "128\n");
        write("sys/class/block/sdf/queue/max_active_zones", "0\n");

        assertEquals(
                new ZonedNode(
                        Path.of("/dev/sdf"),
                        new ReportedDevice(
                                NODE,
                                "/dev/sdf",
                                Optional.of("HGST HSH721414ALN6M0"),
                                Optional.of("host-managed"),
                                OptionalInt.of(128),
                                OptionalInt.of(0))),
                ZonedNode.find(NODE, root));
    }

    /** Before Linux 5.9 there are no limits in sysfs; and "ATA" is no vendor. */
    @Test
    void whatIsNotSaidIsNotKnown() throws IOException {
        generic("sdf");
        disk("sdf", "host-aware");
        write("sys/class/block/sdf/device/vendor", "ATA     \n");
        write("sys/class/block/sdf/device/model", "ST8000AS0022-1WL\n");

        assertEquals(
                new ReportedDevice(
                        NODE,
                        "/dev/sdf",
                        Optional.of("ST8000AS0022-1WL"),
                        Optional.of("host-aware"),
                        OptionalInt.empty(),
                        OptionalInt.empty()),
                ZonedNode.find(NODE, root).device());
    }

    @Test
    void aDiskWithoutZonesIsRefused() throws IOException {
        generic("sda");
        disk("sda", "none");

        assertRefused(NODE, "it is not zoned (to the kernel, the zoned model is 'none')", WHICH_ARE);
    }

    @Test
    void aScsiDeviceWithoutABlockDeviceIsRefused() throws IOException {
        write("sys/dev/char/1:3/device/scsi_generic/sg3/dev", "21:3\n");

        assertRefused(NODE, "the kernel has no block device for this SCSI device", WHICH_ARE);
    }

    @Test
    void anotherCharacterDeviceIsRefused() {
        assertRefused(NODE, "it is a character device, expected a block device", WHICH_ARE);
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.createFile(root.resolve("zns0.raw"));

        assertRefused(file.toString(), "it is a regular file, expected a block device", WHICH_ARE);
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(root.toString(), "it is a directory, expected a block device", WHICH_ARE);
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("wwn-0x5000c500a1b2c3d4"), root.resolve("sdf"));

        assertRefused(link.toString(), "there is no such device", "Is it plugged in? " + WHICH_ARE);
        assertRefused(root + "/sdf", "there is no such device", "Is it plugged in? " + WHICH_ARE);
    }

    private void assertRefused(String name, String found, String remedy) {
        HostException refusal = assertThrows(HostException.class, () -> ZonedNode.find(name, root));

        assertEquals("Cannot read the zones of " + name + ": " + found + ".", refusal.getMessage());
        assertEquals(Optional.of(remedy), refusal.remedy());
    }

    private void generic(String block) throws IOException {
        write("sys/dev/char/1:3/device/scsi_generic/sg3/dev", "21:3\n");
        Files.createDirectories(root.resolve("sys/dev/char/1:3/device/block").resolve(block));
    }

    private void disk(String name, String zoned) throws IOException {
        write("sys/class/block/" + name + "/uevent", "MAJOR=8\nMINOR=80\nDEVNAME=" + name + "\nDEVTYPE=disk\n");
        write("sys/class/block/" + name + "/queue/zoned", zoned + "\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
