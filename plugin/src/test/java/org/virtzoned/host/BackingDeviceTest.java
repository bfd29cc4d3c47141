package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.SourcePath;

/** Block devices that namespaces are to be on, of a host that is a folder. */
class BackingDeviceTest {
    private static final String PATH = "/dev/vg0/zns";
    private static final long SIZE = 66L << 20;

    @TempDir
    private Path root;

    /** A logical volume of 66 MiB. */
    @BeforeEach
    void writeHost() throws IOException {
        write("sys/class/block/dm-3/dev", "252:3");
        write("sys/class/block/dm-3/size", Long.toString(SIZE / 512));
        write("sys/class/block/dm-3/queue/zoned", "none");
        Files.createDirectories(root.resolve("sys/dev/block"));
        Files.createSymbolicLink(root.resolve("sys/dev/block/252:3"), Path.of("../../class/block/dm-3"));
        write("dev/dm-3", "");
        Files.createDirectories(root.resolve("dev/vg0"));
        Files.createSymbolicLink(root.resolve("dev/vg0/zns"), Path.of("../dm-3"));
    }

    @Test
    void givesWholeZones() {
        device(PATH).requireUsable(ByteSize.parse("64M"), Optional.of(ByteSize.parse("4M")));
        device(PATH).requireUsable(ByteSize.parse("66M"), Optional.of(ByteSize.parse("2M")));
        device(PATH).requireUsable(ByteSize.parse("66M"), Optional.empty());

        assertRefused(
                PATH,
                "60M",
                Optional.of("4M"),
                "its size is " + SIZE + " bytes, expected " + (60L << 20) + " (60M) and less than a further zone.",
                "Give its own size: size=64M; or choose another device.");
        assertRefused(
                PATH,
                "64M",
                Optional.empty(),
                "its size is " + SIZE + " bytes, expected " + (64L << 20) + " (64M).",
                "Give its own size: size=66M; or choose another device.");
        assertRefused(
                PATH,
                "128M",
                Optional.of("128M"),
                "its size is " + SIZE + " bytes, expected " + (128L << 20) + " (128M) and less than a further zone.",
                "Choose another device or a file.");
    }

    @Test
    void isThere() {
        assertRefused(
                "/dev/vg0/other",
                "1G",
                Optional.empty(),
                "there is no such device.",
                "Is it plugged in, or its volume group active? A new logical volume: lvcreate -n NAME -L 1G"
                        + " VOLUME-GROUP");
    }

    @Test
    void isABlockDevice() throws IOException {
        write("dev/null", "");
        assertRefused(
                "/dev/null", "1G", Optional.empty(), "it is not a block device.", "Choose another device or a file.");
    }

    @Test
    void isNoPartition() throws IOException {
        write("sys/class/block/dm-3/partition", "1");
        assertRefused(
                PATH,
                "66M",
                Optional.empty(),
                "it is a partition, expected a whole disk or a logical volume.",
                "Choose another device or a file.");
    }

    @Test
    void hasNoZonesOfItsOwn() throws IOException {
        write("sys/class/block/dm-3/queue/zoned", "host-managed");
        assertRefused(
                PATH,
                "66M",
                Optional.empty(),
                "it is a zoned device (host-managed), which needs no emulation.",
                "Attach it as it is: --virtio-blk " + PATH);
    }

    @Test
    void isInNobodysUse() throws IOException {
        device(PATH).requireUnused();

        write("proc/self/mountinfo", "30 1 252:3 / /srv rw - ext4 /dev/mapper/vg0-zns rw");
        Files.createDirectories(root.resolve("sys/class/block/dm-3/holders/dm-4"));
        HostException refusal =
                assertThrows(HostException.class, () -> device(PATH).requireUnused());
        assertEquals("Cannot use " + PATH + ": it is not free: mounted at /srv, held by dm-4.", refusal.getMessage());
        assertEquals(Optional.of("Free it first, or choose another device."), refusal.remedy());
    }

    @Test
    void isNotOneThatSomethingHasForItself() {
        HostException refusal = assertThrows(
                HostException.class,
                () -> new BackingDevice(new SourcePath(PATH), HostTree.below(root), node -> true).requireUnused());
        assertEquals(
                "Cannot use " + PATH + ": it is not free: in use on this host (it can't be opened exclusively).",
                refusal.getMessage());
    }

    private void assertRefused(String path, String size, Optional<String> zoneSize, String reason, String remedy) {
        HostException refusal = assertThrows(HostException.class, () -> device(path)
                .requireUsable(ByteSize.parse(size), zoneSize.map(ByteSize::parse)));
        assertEquals("Cannot use " + path + ": " + reason, refusal.getMessage());
        assertEquals(Optional.of(remedy), refusal.remedy());
    }

    private BackingDevice device(String path) {
        return new BackingDevice(new SourcePath(path), HostTree.below(root), node -> false);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text + "\n");
    }
}
