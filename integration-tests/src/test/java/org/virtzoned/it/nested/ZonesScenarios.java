package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code virt-zoned zones} says of disks of the nested host, against what the kernel says to {@code blkzone}. */
interface ZonesScenarios {
    /** By configfs: only so can zones be read-only and offline. The first zones are written, opened, closed, finished. */
    String NULL_BLK = """
            set -e
            modprobe null_blk nr_devices=0
            mkdir /sys/kernel/config/nullb/nullb7
            cd /sys/kernel/config/nullb/nullb7
            echo 1024 > size; echo 1 > memory_backed; echo 1 > zoned
            echo 16 > zone_size; echo 12 > zone_capacity; echo 4 > zone_nr_conv
            echo 6 > zone_max_open; echo 8 > zone_max_active; echo 1 > power
            udevadm settle
            write() { dd if=/dev/zero of=/dev/nullb7 bs=4096 seek=$(($1 * 4096)) count=$2 oflag=direct 2> /dev/null; }
            zone() { blkzone "$2" --offset $(($1 * 32768)) --count 1 /dev/nullb7; }
            write 0 1
            write 4 3
            write 5 3072
            zone 6 open
            zone 7 open; write 7 5; zone 7 close
            write 8 1; zone 8 finish
            echo $((9 * 32768)) > zone_readonly
            echo $((10 * 32768)) > zone_offline
            """;

    String SCSI = """
            set -e
            write() { dd if=/dev/zero of="$1" bs=4096 seek=$(($2 * 1024)) count=$3 oflag=direct 2> /dev/null; }
            zone() { blkzone "$3" --offset $(($2 * 8192)) --count 1 "$1"; }
            write "$1" 4 3
            zone "$1" 6 open
            write "$1" 8 1; zone "$1" 8 finish
            write "$1" 9 1; zone "$1" 9 close
            """;

    @Test
    @DisplayName(
            "Zones of a null_blk device in every condition, as blkzone reports them; none for an unprivileged user")
    @Requires({"module null_blk", "program blkzone", "kernel 6.3"})
    default void zonesOfNullBlk(NestedHost host) {
        host.run("bash", "-c", NULL_BLK).succeeds();

        List<DiskZone> expected = DiskZone.byBlkzone(host, "/dev/nullb7");
        JsonNode report = DiskZone.report(host, "/dev/nullb7");

        assertZones(expected, report);
        assertEquals(
                new TreeSet<>(List.of(
                        "not-wp", "empty", "implicit-open", "explicit-open", "closed", "full", "read-only", "offline")),
                conditions(expected).keySet(),
                "conditions that blkzone reports");
        assertAll(
                () -> assertEquals("/dev/nullb7", report.get("node").textValue()),
                () -> assertEquals("host-managed", report.get("zoned-model").textValue()),
                () -> assertEquals(1L << 30, report.get("size-bytes").longValue()),
                () -> assertEquals(16L << 20, report.get("zone-size-bytes").longValue()),
                () -> assertEquals(6, report.get("max-open").intValue()),
                () -> assertEquals(8, report.get("max-active").intValue()),
                () -> assertEquals(
                        (2 * (12 << 20)) + (3 + 5) * 4096L,
                        report.get("summary").get("written-bytes").longValue()));
        host.run(
                        "setpriv",
                        "--reuid=nobody",
                        "--regid=nogroup",
                        "--clear-groups",
                        "/project/bin/virt-zoned",
                        "zones",
                        "/dev/nullb7")
                .refuses("Cannot open /dev/nullb7: permission denied.", "Run it as root.");
    }

    @Test
    @DisplayName("Zones of a host-managed SCSI disk by its generic node, as blkzone reports them; none once it fails")
    @Requires({"module scsi_debug", "module sg", "program blkzone", "kernel 6.8"})
    default void zonesOfScsiDisk(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        host.run("bash", "-c", SCSI, "-", disk.node()).succeeds();
        String generic = host.run(
                        "bash", "-c", "ls /sys/class/scsi_device/\"$1\"/device/scsi_generic", "-", disk.address())
                .succeeds()
                .out()
                .strip();

        List<DiskZone> expected = DiskZone.byBlkzone(host, disk.node());
        JsonNode report = DiskZone.report(host, "/dev/" + generic);

        assertZones(expected, report);
        assertAll(
                () -> assertEquals("/dev/" + generic, report.get("device").textValue()),
                () -> assertEquals(disk.node(), report.get("node").textValue()),
                () -> assertEquals("Linux scsi_debug", report.get("model").textValue()),
                () -> assertEquals(
                        HostManagedDisk.MAX_OPEN, report.get("max-open").intValue()));

        failZoneReports(host, disk);
        host.virtZoned("zones", disk.node())
                .refuses(
                        "Cannot read the zones of " + disk.node() + ": input/output error.",
                        "'dmesg' has what the kernel found.");
    }

    @Test
    @DisplayName("A disk of the nested host that has no zones")
    default void zonesOfPlainDisk(NestedHost host) {
        host.virtZoned("zones", "/dev/vda")
                .refuses(
                        "Cannot read the zones of /dev/vda: it is not zoned (to the kernel, the zoned model is 'none').",
                        "'lsblk -z' shows which disks of this host are zoned.");
    }

    /** SCSI command 0x95 fails: ZBC IN, by which zones are reported. */
    private static void failZoneReports(NestedHost host, HostManagedDisk disk) {
        String script = """
                set -e
                mount -t debugfs none /sys/kernel/debug
                echo '2 -100 0x95 0 0 2 4 0x44 0' > /sys/kernel/debug/scsi_debug/"$1"/error
                umount /sys/kernel/debug
                """;
        host.run("bash", "-c", script, "-", disk.address()).succeeds();
    }

    private static void assertZones(List<DiskZone> expected, JsonNode report) {
        assertEquals(lines(expected), lines(DiskZone.of(report)));
        JsonNode summary = report.get("summary");
        assertEquals(expected.size(), summary.get("zones").intValue());
        Map<String, Integer> counts = new TreeMap<>();
        summary.get("conditions")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().intValue()));
        assertEquals(conditions(expected), counts);
    }

    private static Map<String, Integer> conditions(List<DiskZone> zones) {
        return zones.stream()
                .collect(Collectors.groupingBy(DiskZone::condition, TreeMap::new, Collectors.summingInt(zone -> 1)));
    }

    private static String lines(List<DiskZone> zones) {
        return zones.stream().map(DiskZone::toString).collect(Collectors.joining("\n"));
    }
}
