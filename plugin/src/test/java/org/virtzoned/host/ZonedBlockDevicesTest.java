package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;

class ZonedBlockDevicesTest {
    private static final String SDA = "sys/devices/pci0000:00/0000:00:1d.0/host0/target0:0:0/0:0:0:0";
    private static final String NVME = "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0";

    @TempDir
    private Path folder;

    @Test
    void aDriveOf55880Zones() {
        assertEquals(
                new ZonedBlockDevice(
                        new BlockDeviceNames(
                                path("/dev/sda"),
                                path("/dev/sg0"),
                                Optional.of(new ScsiAddress(0, 0, 0, 0)),
                                path("/dev/disk/by-id/wwn-0x5000cca264c00001")),
                        new DiskInquiry(
                                Optional.of("HGST"),
                                Optional.of("HSH721415ALN6M0"),
                                Optional.of("9JG1AAAA"),
                                Optional.of("0x5000cca264c00001")),
                        new ZonedQueue(
                                Optional.of(ZoneModel.HOST_MANAGED),
                                size("13970G"),
                                OptionalLong.of(55880),
                                size("256M"),
                                OptionalLong.empty(),
                                OptionalLong.of(128),
                                OptionalLong.of(0),
                                size("508K"),
                                size("4K")),
                        List.of()),
                drives().device("/dev/sda"));
    }

    @Test
    void anNvmeNamespaceHasNoAddressAndNoVendor() {
        ZonedBlockDevice namespace = drives().device("/dev/nvme0n2");

        assertEquals(
                new BlockDeviceNames(
                        path("/dev/nvme0n2"),
                        Optional.empty(),
                        Optional.empty(),
                        path("/dev/disk/by-id/nvme-eui.e8238fa6bf530001001b448b46d0a1b2")),
                namespace.names());
        assertEquals(
                new DiskInquiry(
                        Optional.empty(),
                        Optional.of("WZS4C8T4TDSP303"),
                        Optional.of("22010K800003"),
                        Optional.of("eui.e8238fa6bf530001001b448b46d0a1b2")),
                namespace.inquiry());
    }

    /** As lsscsi orders them, then as people count. Disks without zones are none of them: the host's root is on vda. */
    @Test
    void theyAreInTheOrderOfTheirAddressesThenOfTheirNames() {
        assertEquals(List.of("/dev/sda", "/dev/sdb", "/dev/sdaa", "/dev/nvme0n2"), names(drives()));
        RecordedHost host = RecordedHost.unpack("free", folder.resolve("free"));
        for (int number : List.of(10, 2)) {
            host.add("sys/block/nullb" + number + "/queue/zoned\thost-managed");
        }
        assertEquals(
                List.of(
                        "/dev/sda",
                        "/dev/sdb",
                        "/dev/sdc",
                        "/dev/nullb0",
                        "/dev/nullb2",
                        "/dev/nullb10",
                        "/dev/nvme0n1"),
                names(host));
    }

    @Test
    void aHostWithoutAnyHasNone() {
        assertEquals(List.of(), RecordedHost.none(folder).devices());
    }

    /** Linux before 5.9 has no limits, before 4.20 no number of zones. */
    @Test
    void whatTheKernelDoesNotTellIsNotKnown() {
        RecordedHost host = drives();
        for (String attribute : List.of(
                "block/sda/queue/nr_zones",
                "block/sda/queue/max_open_zones",
                "block/sda/queue/max_active_zones",
                "block/sda/queue/zone_append_max_bytes",
                "vpd_pg80",
                "wwid",
                "model")) {
            host.remove(SDA + "/" + attribute);
        }
        host.remove("dev/disk/by-id/wwn-0x5000cca264c00001").remove("dev/disk/by-id/scsi-35000cca264c00001");

        ZonedBlockDevice device = host.device("/dev/sda");

        assertEquals(
                new DiskInquiry(Optional.of("HGST"), Optional.empty(), Optional.empty(), Optional.empty()),
                device.inquiry());
        assertEquals(
                new ZonedQueue(
                        Optional.of(ZoneModel.HOST_MANAGED),
                        size("13970G"),
                        OptionalLong.empty(),
                        size("256M"),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        size("4K")),
                device.queue());
        assertEquals(Optional.empty(), device.names().stableName());
    }

    @Test
    void aHostAwareDiskIsZoned() {
        RecordedHost host =
                drives().set(SDA + "/block/sda/queue/zoned", "host-aware").set(SDA + "/type", "0");

        assertEquals(
                Optional.of(ZoneModel.HOST_AWARE),
                host.device("/dev/sda").queue().model());
        assertEquals(
                List.of("/dev/sdb", "/dev/sdaa", "/dev/nvme0n2"),
                names(host.set(SDA + "/block/sda/queue/zoned", "none")));
    }

    /** As the hook has it: a kernel without zoned devices has no word for it. */
    @Test
    void aDiskOfTheZonedTypeIsHostManagedWhateverItsQueueSays() {
        assertEquals(
                Optional.of(ZoneModel.HOST_MANAGED),
                drives().set(SDA + "/block/sda/queue/zoned", "none")
                        .device("/dev/sda")
                        .queue()
                        .model());
    }

    @Test
    void aZonedDiskWithoutABlockDeviceIsKnownByItsGenericNode() {
        String device = "sys/devices/pci0000:00/0000:00:1d.0/host0/target0:0:4/0:0:4:0";
        RecordedHost host = RecordedHost.none(folder)
                .add("sys/class/scsi_device/0:0:4:0 -> ../../" + device.substring("sys/".length())
                        + "/scsi_device/0:0:4:0")
                .add(device + "/scsi_device/0:0:4:0/device -> ../../../0:0:4:0")
                .add(device + "/type\t20")
                .add(device + "/vendor\tHGST    ")
                .add(device + "/wwid\tnaa.5000cca264c00004")
                .add(device + "/scsi_generic/sg3/dev\t21:3");

        assertEquals(
                List.of(new ZonedBlockDevice(
                        new BlockDeviceNames(
                                Optional.empty(),
                                path("/dev/sg3"),
                                Optional.of(new ScsiAddress(0, 0, 4, 0)),
                                Optional.empty()),
                        new DiskInquiry(
                                Optional.of("HGST"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("0x5000cca264c00004")),
                        ZonedQueue.HOST_MANAGED,
                        List.of())),
                host.devices());
    }

    /** With multipathing, a namespace has a hidden disk a path, and one of its own. */
    @Test
    void aPathToANamespaceIsNoDevice() {
        RecordedHost host =
                drives().add("sys/block/nvme0c0n2/hidden\t1").add("sys/block/nvme0c0n2/queue/zoned\thost-managed");

        assertEquals(List.of("/dev/sda", "/dev/sdb", "/dev/sdaa", "/dev/nvme0n2"), names(host));
    }

    @Test
    void aDeviceOfDeviceMapperHasTheNameThatItsMakerGaveIt() {
        RecordedHost host = RecordedHost.unpack("in-use", folder.resolve("in-use"));

        assertEquals(
                path("/dev/mapper/zoned-test"), host.device("/dev/dm-0").names().stableName());
        assertEquals(
                Optional.empty(),
                host.remove("dev/mapper/zoned-test").device("/dev/dm-0").names().stableName());
    }

    /** In a guest with one: its vendor is a number of PCI's. */
    @Test
    void aVirtioDiskHasItsOwnSerialNumber() {
        String device = "sys/devices/pci0000:00/0000:00:06.0/virtio3";
        RecordedHost host = RecordedHost.unpack("free", folder.resolve("free"))
                .set(device + "/block/vda/queue/zoned", "host-managed")
                .set(device + "/block/vda/serial", "zns1");

        assertEquals(
                new DiskInquiry(Optional.empty(), Optional.empty(), Optional.of("zns1"), Optional.empty()),
                host.device("/dev/vda").inquiry());
    }

    /** sysfs has them with exclamation marks. */
    @Test
    void aNodeCanBeInAFolder() {
        RecordedHost host = RecordedHost.none(folder)
                .add("sys/block/rssd!a/queue/zoned\thost-managed")
                .add("sys/block/rssd!a/dev\t251:7")
                .add("sys/class/block/rssd!a/dev\t251:7")
                .add("dev/rssd/a = ")
                .add("proc/self/mountinfo\t40 29 0:50 / /srv rw - btrfs /dev/rssd/a rw");

        ZonedBlockDevice device = host.device("/dev/rssd/a");

        assertEquals(List.of(new DiskUse.Mount(Optional.empty(), "/srv")), device.uses());
    }

    /** A disk's firmware does not write to the terminal. */
    @Test
    void controlCharactersAreNotShown() {
        RecordedHost host = drives().set(NVME + "/model", "x\u001b[31m\u009by").set(NVME + "/serial", "a\u0007b");

        DiskInquiry inquiry = host.device("/dev/nvme0n2").inquiry();

        assertEquals(Optional.of("x?[31m?y"), inquiry.model());
        assertEquals(Optional.empty(), inquiry.serial());
    }

    @Test
    void conventionalZonesAreThoseThatAreCounted() {
        ZonedBlockDevices counting = drives().reader()
                .counting(node -> node.text().equals("/dev/sda") ? OptionalLong.of(524) : OptionalLong.empty());

        assertEquals(
                List.of(OptionalLong.of(524), OptionalLong.empty()),
                counting.all(List.of()).stream()
                        .limit(2)
                        .map(device -> device.queue().conventionalZones())
                        .toList());
        assertEquals(
                OptionalLong.empty(),
                counting.withoutOpening().all(List.of()).get(0).queue().conventionalZones());
    }

    @Test
    void noWrongOneCanBeMade() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlockDeviceNames(Optional.empty(), Optional.empty(), Optional.empty(), path("/dev/x")));
        for (String text : List.of("", " ", "a\u001bb")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new DiskInquiry(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new DiskInquiry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("5000c500")));
        assertThrows(IllegalArgumentException.class, () -> zones(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> zones(4, 5));
    }

    private static ZonedQueue zones(long zones, long conventional) {
        return new ZonedQueue(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(zones),
                Optional.empty(),
                OptionalLong.of(conventional),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private RecordedHost drives() {
        return RecordedHost.unpack("drives", folder);
    }

    private static List<String> names(RecordedHost host) {
        return host.devices().stream().map(device -> device.names().first()).toList();
    }

    private static Optional<SourcePath> path(String text) {
        return Optional.of(new SourcePath(text));
    }

    private static Optional<ByteSize> size(String text) {
        return Optional.of(ByteSize.parse(text));
    }
}
