package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.Way;

/** What of a host may be given to a guest; the words are those of the hook's {@code safety.py}. */
class DiskRulesTest {
    private static final String BLOCK = "sys/devices/pci0000:00/0000:00:1d.0/host0/target0:0:0/0:0:0:0/block/sda";
    private static final String WHICH = " / 'lsblk -z' shows which disks are zoned.";
    private static final String FREE = " / Free it first, or attach another disk.";
    private static final String WHICH_IS_IT =
            " / See which disk it is now: detach it, and attach the one that is meant.";
    private static final UUID OWN = UUID.fromString("da24a909-3edc-4f4d-a04c-9c9dde464dd9");
    private static final UUID OTHER = UUID.fromString("da24a909-3edc-4f4d-a04c-9c9dde464dda");

    @TempDir
    private Path folder;

    private RecordedHost host;

    @BeforeEach
    void unpack() {
        host = RecordedHost.unpack("drives", folder);
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"VIRTIO_SCSI", "VHOST_SCSI", "VIRTIO_BLK"})
    void aZonedScsiDiskMayBeGiven(Way way) {
        for (String path : List.of("/dev/sda", "/dev/sg0", "/dev/disk/by-id/wwn-0x5000cca264c00001")) {
            assertEquals("", objection(path, way), path);
        }
    }

    /** The record has no such node: it is this host's own. */
    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"VIRTIO_SCSI", "VHOST_SCSI", "VIRTIO_BLK"})
    void whatIsNoDiskIsRefused(Way way) {
        host.add("dev/null = ");

        assertEquals("lasting: it is not a block device" + WHICH, objection("/dev/null", way));
        assertEquals(
                Optional.of("it is not a block device"),
                new DiskRules()
                        .objection(disk("/dev/null"), way, false, Optional.empty(), List.of())
                        .map(DiskObjection::found));
    }

    @Test
    void aPartitionIsRefused() {
        host.add(BLOCK + "/sda1/partition\t1")
                .add("sys/class/block/sda1 -> ../../" + BLOCK.substring("sys/".length()) + "/sda1")
                .add("dev/sda1 = ");

        assertEquals(
                "lasting: it is a partition, expected a whole disk / Name the disk that it is on.",
                objection("/dev/sda1", Way.VIRTIO_SCSI));
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"VIRTIO_SCSI", "VHOST_SCSI", "VIRTIO_BLK"})
    void aPlainDiskIsRefused(Way way) {
        plain("loop0", "7:0");
        String refusal = "lasting: /dev/loop0 is not a zoned disk (queue/zoned is 'none'), expected 'host-managed' or"
                + " 'host-aware'" + WHICH;

        assertEquals(refusal, objection("/dev/loop0", way));
        host.set("sys/class/block/loop0/queue/zoned", "none");
        assertEquals(refusal, objection("/dev/loop0", way));
        // That passes: it is not what counts.
        host.add("proc/self/mountinfo\t90 25 7:0 / /mnt rw - ext4 /dev/loop0 rw");
        assertEquals(refusal, objection("/dev/loop0", way));
    }

    @Test
    void theRootDiskIsRefused() {
        plain("vda", "254:0");
        host.add("proc/self/mountinfo\t90 25 254:0 / / rw - ext4 /dev/vda rw");

        assertEquals(
                "lasting: /dev/vda carries this host's root file system / Attach another disk.",
                objection("/dev/vda", Way.VIRTIO_SCSI));
    }

    @Test
    void anotherZonedDiskIsForVirtioBlkOnly() {
        String refusal =
                "lasting: /dev/nvme0n2 is not a SCSI disk, expected one for %s / Attach it with --virtio-blk, which"
                        + " takes any zoned block device.";

        assertEquals(refusal.formatted("virtio-scsi"), objection("/dev/nvme0n2", Way.VIRTIO_SCSI));
        assertEquals(refusal.formatted("vhost-scsi"), objection("/dev/nvme0n2", Way.VHOST_SCSI));
        assertEquals("", objection("/dev/nvme0n2", Way.VIRTIO_BLK));
    }

    /** QEMU has its SCSI commands passed on; LIO takes the SCSI device only. */
    @Test
    void aMultipathDeviceIsAScsiDiskToQemu() {
        plain("dm-0", "253:0");
        host.set("sys/class/block/dm-0/queue/zoned", "host-managed")
                .add("sys/class/block/dm-0/dm/uuid\tmpath-35000cca264c00001");

        assertEquals("", objection("/dev/dm-0", Way.VIRTIO_SCSI));
        assertEquals(true, objection("/dev/dm-0", Way.VHOST_SCSI).startsWith("lasting: /dev/dm-0 is not a SCSI disk"));
        host.set("sys/class/block/dm-0/dm/uuid", "LVM-abc");
        assertEquals(true, objection("/dev/dm-0", Way.VIRTIO_SCSI).startsWith("lasting: /dev/dm-0 is not a SCSI disk"));
    }

    @Test
    void whatIsAbsentMayCome() {
        String remedy = " / Is it plugged in? 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is.";

        assertEquals(
                "passing: /dev/disk/by-id/wwn-0x5 is not there" + remedy,
                objection("/dev/disk/by-id/wwn-0x5", Way.VHOST_SCSI));
        assertEquals("passing: /dev/nullb7 is not there" + remedy, objection("/dev/nullb7", Way.VIRTIO_BLK));
        assertEquals(
                "passing: a SCSI disk at 9:0:0:0 is not there" + remedy,
                objection(addressed("9:0:0:0"), Way.VIRTIO_SCSI, true));
    }

    @Test
    void byItsAddressAnotherDiskIsLookedAt() {
        assertEquals("", objection(addressed("0:0:0:0"), Way.VIRTIO_SCSI, true));
        host.add("proc/self/mountinfo\t90 25 8:0 / /mnt rw - zonefs /dev/sda rw");
        assertEquals(
                "passing: /dev/sg0 is mounted at /mnt" + FREE, objection(addressed("0:0:0:0"), Way.VIRTIO_SCSI, true));
    }

    @Test
    void anotherDiskUnderTheNameIsRefused() {
        HostDisk disk = new HostDisk(
                new SourcePath("/dev/sda"), Optional.of("0x5000cca264c00009"), Optional.empty(), Optional.empty());

        assertEquals(
                "lasting: /dev/sda has the WWN 0x5000cca264c00001, expected 0x5000cca264c00009" + WHICH_IS_IT,
                objection(disk, Way.VIRTIO_SCSI, false));
        HostDisk smaller = new HostDisk(
                new SourcePath("/dev/sda"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ByteSize.parse("16M")),
                Optional.empty());
        assertEquals(
                "lasting: /dev/sda has the zone size 256M, expected 16M" + WHICH_IS_IT,
                objection(smaller, Way.VIRTIO_SCSI, false));
    }

    @Test
    void whatIsInUseMayBeFreed() {
        host.add("proc/swaps\t/dev/sda                                partition\t1\t0\t-2");
        assertEquals("passing: /dev/sda is swap space of this host" + FREE, objection("/dev/sda", Way.VIRTIO_BLK));

        host.remove("proc/swaps").add(BLOCK + "/holders/dm-0 -> ../../dm-0").add("sys/class/block/dm-0/dm/name\tvg");
        assertEquals(
                "passing: /dev/sda is held by dm-0 (device-mapper's 'vg')" + FREE,
                objection("/dev/sda", Way.VIRTIO_BLK));
    }

    @Test
    void whatSomethingElseHasForItself() {
        host.claim("/dev/sda");

        assertEquals(
                "passing: /dev/sda is in use on this host (it can't be opened exclusively)" + FREE,
                objection("/dev/sda", Way.VIRTIO_SCSI));
    }

    @Test
    void theDomainsOwnUseDoesNotCount() {
        String backstore = "sys/kernel/config/target/core/pscsi_0/zoned-" + OWN + "-smr0/udev_path\t/dev/sda";
        host.add(backstore).claim("/dev/sda");

        assertEquals("", objection("/dev/sda", Way.VHOST_SCSI));
        assertEquals("", objection("/dev/sda", Way.VHOST_SCSI, guest("own", OWN)));
        assertEquals(
                "passing: /dev/sda is in use by domain 'other', which runs" + FREE,
                objection("/dev/sda", Way.VIRTIO_SCSI, guest("other", OTHER)));
        host.add(backstore.replace(OWN.toString(), OTHER.toString()));
        assertEquals(
                "passing: /dev/sda is in the LIO backstore pscsi/zoned-" + OTHER + "-smr0" + FREE,
                objection("/dev/sda", Way.VHOST_SCSI));
    }

    private void plain(String name, String number) {
        host.add("sys/class/block/" + name + "/dev\t" + number).add("dev/" + name + " = ");
    }

    private static RunningGuest guest(String name, UUID uuid) {
        return new RunningGuest(name, uuid, Set.of("/dev/sda"), Set.of(), Set.of());
    }

    private static HostDisk disk(String path) {
        return new HostDisk(new SourcePath(path), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static HostDisk addressed(String address) {
        return new HostDisk(
                new SourcePath("/dev/absent"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ScsiAddress.parse(address)));
    }

    private String objection(String path, Way way, RunningGuest... guests) {
        return text(host.rules().objection(disk(path), way, false, Optional.of(OWN), List.of(guests)));
    }

    private String objection(HostDisk disk, Way way, boolean byAddress) {
        return text(host.rules().objection(disk, way, byAddress, Optional.of(OWN), List.of()));
    }

    private static String text(Optional<DiskObjection> objection) {
        return objection
                .map(found -> (found.mayPass() ? "passing: " : "lasting: ")
                        + found.found()
                        + found.remedy().map(remedy -> " / " + remedy).orElse(""))
                .orElse("");
    }
}
