package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ScsiAddress;

/** What counts as a use of the disk {@code sda}; see the hook's {@code usage.py}. */
class DiskUsesTest {
    private static final String BLOCK = "sys/devices/pci0000:00/0000:00:1d.0/host0/target0:0:0/0:0:0:0/block/sda";

    private static final String CORE = "sys/kernel/config/target/core/";
    private static final UUID GUEST = UUID.fromString("da24a909-3edc-4f4d-a04c-9c9dde464dd9");

    @TempDir
    private Path folder;

    private RecordedHost host;

    @BeforeEach
    void unpack() {
        host = RecordedHost.unpack("drives", folder);
    }

    @Test
    void nobodyUsesADiskAtFirst() {
        assertEquals(List.of(), uses());
    }

    @Test
    void aMountByTheDiskItself() {
        mount("8:0 / /mnt/a\\040b rw,relatime shared:1 master:2 - zonefs /dev/sda rw");

        assertEquals(List.of(new DiskUse.Mount(Optional.empty(), "/mnt/a b")), uses());
    }

    /** btrfs has a number of its own. */
    @Test
    void aMountByItsSource() {
        mount("0:32 / /mnt rw - btrfs /dev/disk/by-id/wwn-0x5000cca264c00001 rw");

        assertEquals(List.of(new DiskUse.Mount(Optional.empty(), "/mnt")), uses());
    }

    @Test
    void aMountOfAFileSystemThatIsOnOtherDisksToo() {
        mount("0:32 / /mnt rw - btrfs /dev/sdb rw");
        assertEquals(List.of(), uses());

        host.add("sys/fs/btrfs/features/zoned\t0");
        for (String disk : List.of("sda", "sdb")) {
            host.add("sys/fs/btrfs/2cda60f3-55f2-4653-94a2-0a37302c22cd/devices/" + disk
                    + " -> ../../../../class/block/" + disk);
        }
        assertEquals(List.of(new DiskUse.Mount(Optional.empty(), "/mnt")), uses());
    }

    @Test
    void aMountInTheFirstNameSpaceOnly() {
        host.add("proc/1/mountinfo\t92 25 8:0 / /mnt rw - zonefs /dev/sda rw");

        assertEquals(List.of(new DiskUse.Mount(Optional.empty(), "/mnt")), uses());
    }

    @Test
    void aMountIsSaidOnceAPlace() {
        for (String table : List.of("self", "1")) {
            host.add("proc/" + table + "/mountinfo\t92 25 8:0 / /mnt rw - zonefs /dev/sda rw");
            host.add("proc/" + table + "/mountinfo\t93 25 8:0 / /srv rw - zonefs /dev/sda rw");
        }

        assertEquals(
                List.of(new DiskUse.Mount(Optional.empty(), "/mnt"), new DiskUse.Mount(Optional.empty(), "/srv")),
                uses());
    }

    @Test
    void thisHostsRoot() {
        mount("8:0 / / rw - f2fs /dev/sda rw");

        assertEquals(List.of("mounted at / (this host's root)"), texts());
    }

    @Test
    void aLineThatIsNoneOfATableOfMounts() {
        mount("8:0 / /mnt rw zonefs /dev/sda rw");
        host.add("proc/self/mountinfo\t").add("proc/self/mountinfo\t1 2 - a");

        assertEquals(List.of(), uses());
    }

    @Test
    void aPartition() {
        partition();
        mount("8:1 / /boot rw - ext4 /dev/sda1 rw");
        host.add(BLOCK + "/sda1/holders/dm-1 -> ../../dm-1");
        host.add("proc/swaps\t/dev/sda1                               partition\t1\t0\t-2");

        assertEquals(List.of("sda1 mounted at /boot", "sda1 swap space", "sda1 held by dm-1"), texts());
    }

    @Test
    void swapSpace() {
        host.add("proc/swaps\t/dev/sda                                partition\t1\t0\t-2");

        assertEquals(List.of(new DiskUse.Swap(Optional.empty())), uses());
    }

    @Test
    void holders() {
        host.add(BLOCK + "/holders/dm-0 -> ../../dm-0")
                .add("sys/class/block/dm-0/dm/name\tvg-data")
                .add(BLOCK + "/holders/md127 -> ../../md127");

        assertEquals(List.of("held by dm-0 (vg-data)", "held by md127"), texts());
    }

    @Test
    void aBackstore() {
        host.add(CORE + "pscsi_0/foreign/udev_path\t/dev/disk/by-id/wwn-0x5000cca264c00001");

        assertEquals(List.of(new DiskUse.Backstore("pscsi/foreign", List.of())), uses());
    }

    /** Of the disk's generic node, as targetcli takes it, too; with the name that targetcli has for the plugin. */
    @Test
    void aBackstoreWithTheTargetsThatExportIt() {
        host.add(CORE + "alua/lu_gps/default_lu_gp/members\t")
                .add(CORE + "iblock_3/b/udev_path\t/dev/sg0")
                .add("sys/kernel/config/target/iscsi/iqn.2003-01.org/tpgt_1/lun/lun_0/x -> ../../core/iblock_3/b")
                .add("sys/kernel/config/target/iscsi/iqn.2003-02.org/tpgt_1/lun/lun_0/x -> ../../core/iblock_3/bb")
                .add("sys/kernel/config/target/vhost/naa.5001405000000001/tpgt_1/lun/lun_1/y -> ../core/iblock_3/b")
                .add("sys/kernel/config/target/vhost/naa.5001405000000002/tpgt_1/nexus\tnaa.1");

        assertEquals(List.of("LIO backstore block/b in iscsi/iqn.2003-01.org, vhost/naa.5001405000000001"), texts());
    }

    /** tcmu-runner is not asked for those that it emulates. */
    @Test
    void aBackstoreOfTcmuRunnersIsOnNoDisk() {
        host.add(CORE + "user_0/zbc0/udev_path\t/dev/sda");

        assertEquals(List.of(), uses());
    }

    @Test
    void aGuestThatNamesTheDiskByWhateverPath() {
        partition();
        for (String path : List.of(
                "/dev/sda",
                "/dev/sda1",
                "/dev/sg0",
                "/dev/disk/by-id/scsi-35000cca264c00001",
                folder + "/dev/disk/by-id/wwn-0x5000cca264c00001")) {
            assertEquals(List.of(new DiskUse.Guest("smr1")), uses(naming(path)), path);
        }
        for (String path : List.of("/dev/sdb", "/dev/sda2", "/dev", "/dev/sda/x", "/srv/sda", "/a\0b")) {
            assertEquals(List.of(), uses(naming(path)), path);
        }
    }

    /**
     * A node that somebody made under a name of their own is that device all the same: here one that each host has, by a
     * path that is not taken to be in the record.
     */
    @Test
    void aGuestThatNamesTheDiskByANodeOfItsOwn() {
        host.set(BLOCK + "/dev", "1:3");

        assertEquals(List.of(new DiskUse.Guest("smr1")), uses(naming("//dev/null")));
        assertEquals(List.of(), uses(naming("/dev/null")));
    }

    @Test
    void aGuestThatHasTheDiskByItsAddress() {
        assertEquals(
                List.of(new DiskUse.Guest("smr1")),
                uses(new RunningGuest("smr1", GUEST, Set.of(), Set.of(), Set.of(new ScsiAddress(0, 0, 0, 0)))));
    }

    @Test
    void aGuestByTheBackstoreThatTheHookMadeForIt() {
        String name = "zoned-" + GUEST + "-smr0";
        host.add(CORE + "pscsi_1000001/" + name + "/udev_path\t/dev/sda");
        RunningGuest other = new RunningGuest(
                "other", UUID.fromString("da24a909-3edc-4f4d-a04c-9c9dde464dda"), Set.of(), Set.of(), Set.of());

        assertEquals(
                List.of(new DiskUse.Backstore("pscsi/" + name, List.of()), new DiskUse.Guest("smr1")),
                uses(naming("/dev/null"), other));
    }

    @Test
    void aGuestByTheTargetOfABackstoreThatSomebodyMade() {
        host.add(CORE + "pscsi_0/foreign/udev_path\t/dev/sda")
                .add(
                        "sys/kernel/config/target/vhost/naa.5001405000000001/tpgt_1/lun/lun_0/x -> ../core/pscsi_0/foreign");
        RunningGuest guest = new RunningGuest("smr1", GUEST, Set.of(), Set.of("naa.5001405000000001"), Set.of());
        RunningGuest other = new RunningGuest("other", GUEST, Set.of(), Set.of("naa.5001405000000002"), Set.of());

        assertEquals(
                List.of("LIO backstore pscsi/foreign in vhost/naa.5001405000000001", "domain 'smr1'"),
                texts(guest, other));
    }

    /** It is opened for that, so it is asked last, and not by who looks again and again. */
    @Test
    void whateverElseHasItForItself() {
        host.claim("/dev/sda", "/dev/sdaa");

        assertEquals(List.of(new DiskUse.Claim()), uses());
        assertEquals(
                List.of(new DiskUse.Mount(Optional.empty(), "/srv/smr 3")),
                host.device("/dev/sdaa").uses());
        assertEquals(
                List.of(), host.reader().withoutOpening().all(List.of()).get(0).uses());
    }

    @Test
    void namesOfOthersArePrintable() {
        mount("8:0 / /mnt/\\033[31m rw - zonefs /dev/sda rw");
        host.add(BLOCK + "/holders/dm-0 -> ../../dm-0").add("sys/class/block/dm-0/dm/name\ta\u0007b");
        host.add(CORE + "pscsi_0/a\u001bb/udev_path\t/dev/sda");

        assertEquals(
                List.of("mounted at /mnt/?[31m", "held by dm-0 (a?b)", "LIO backstore pscsi/a?b", "domain 'g?'"),
                texts(new RunningGuest("g\u001b", GUEST, Set.of("/dev/sda"), Set.of(), Set.of())));
    }

    /** Whoever compares what was so before. */
    @Test
    void usesAreTheSameIfAllOfThemIs() {
        assertEquals(new DiskUse.Backstore("a", List.of("b")), new DiskUse.Backstore("a", List.of("b")));
        assertNotEquals(new DiskUse.Backstore("a", List.of("b")), new DiskUse.Backstore("a", List.of()));
    }

    private void partition() {
        host.add(BLOCK + "/sda1/partition\t1")
                .add(BLOCK + "/sda1/dev\t8:1")
                .add("sys/class/block/sda1 -> ../../" + BLOCK.substring("sys/".length()) + "/sda1")
                .add("dev/sda1 = ");
    }

    private void mount(String words) {
        host.add("proc/self/mountinfo\t90 25 " + words);
    }

    private static RunningGuest naming(String path) {
        return new RunningGuest("smr1", GUEST, Set.of(path), Set.of(), Set.of());
    }

    private List<DiskUse> uses(RunningGuest... guests) {
        return host.device("/dev/sda", guests).uses();
    }

    private List<String> texts(RunningGuest... guests) {
        return uses(guests).stream().map(DiskUse::text).toList();
    }
}
