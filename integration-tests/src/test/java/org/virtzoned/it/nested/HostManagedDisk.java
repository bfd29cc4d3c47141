package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/**
 * A host-managed SCSI disk of the nested host, which the kernel's scsi_debug makes: 128 MiB in 32 zones of 4 MiB, of which
 * the first 4 are conventional; at most 8 zones open.
 *
 * @param node {@code /dev/sdX}
 * @param address H:C:T:L
 * @param serial of the unit serial number page
 * @param wwn what its name in {@code /dev/disk/by-id} has after {@code wwn-}
 */
record HostManagedDisk(String node, String address, String serial, String wwn) {
    static final Geometry GEOMETRY = Geometry.of(4 * Geometry.MIB, 32, 4);
    static final int MAX_OPEN = 8;

    /** The kernel finds it again by a scan. */
    void plugOut(NestedHost host) {
        host.run("bash", "-c", "echo 1 > /sys/class/scsi_device/\"$1\"/device/delete; udevadm settle", "-", address)
                .succeeds();
    }

    void plugInAgain(NestedHost host) {
        host.run("bash", "-c", "echo - - - > /sys/class/scsi_host/host\"${1%%:*}\"/scan; udevadm settle", "-", address)
                .succeeds();
    }

    private static final String SCRIPT = """
            set -e
            modprobe scsi_debug zbc=managed dev_size_mb=128 zone_size_mb=4 zone_nr_conv=4 sector_size=512 per_host_store=1 add_host="$1"
            udevadm settle
            for block in $(grep -l scsi_debug /sys/block/sd*/device/model); do
              device=$(readlink -f "${block%/model}") node=$(basename "${block%/device/model}")
              serial=$(tail -c +5 "$device/vpd_pg80" | tr -d '\\0 ')
              wwn=$(udevadm info --query=symlink "/dev/$node" | grep -o 'wwn-[^ ]*')
              echo "/dev/$node ${device##*/} $serial ${wwn#wwn-}"
            done
            """;

    /** Plugs a number of such disks in. */
    static List<HostManagedDisk> plugIn(NestedHost host, int count) {
        List<HostManagedDisk> disks = host.run("bash", "-c", SCRIPT, "-", Integer.toString(count))
                .succeeds()
                .out()
                .lines()
                .map(line -> line.split(" "))
                .map(words -> new HostManagedDisk(words[0], words[1], words[2], words[3]))
                .toList();
        if (disks.size() != count) {
            throw new AssertionError("scsi_debug made " + disks + ", expected " + count + " disks.");
        }
        return disks;
    }

    /** As virt-zoned is asked for it where it can't look: by its stable name, with what it is. */
    String request() {
        return byId() + ",name=smr,wwn=" + wwn + ",serial=" + serial;
    }

    String byId() {
        return "/dev/disk/by-id/wwn-" + wwn;
    }

    static HostManagedDisk plugIn(NestedHost host) {
        return plugIn(host, 1).get(0);
    }

    /** A guest sees it as it is, and its zones do what those of such a disk do. */
    void assertUsable(GuestReport report) {
        GuestDisk seen = report.disk(serial());
        GEOMETRY.assertSeen(seen, "the SMR disk " + serial());
        assertEquals(MAX_OPEN, seen.maxOpen(), "zones open at once");
        ZoneRules.assertObeyedByScsi(report.write(seen), "the SMR disk " + serial());
    }
}
