package org.virtzoned.it.nested;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/**
 * A way of attaching, with a zoned disk that was made for it on the nested host.
 *
 * @param option of virt-zoned, {@code --virtio-scsi} say
 * @param value of that option
 * @param find the disk among those that a guest sees
 * @param outlivesQemu whether its zones stay as they are when QEMU ends
 */
record AttachedWay(
        String name,
        String option,
        String value,
        Geometry geometry,
        Function<GuestReport, GuestDisk> find,
        boolean outlivesQemu) {

    /** All ways that the nested host knows, each with a disk of its own. */
    static List<AttachedWay> all(NestedHost host) {
        List<HostManagedDisk> smr = HostManagedDisk.plugIn(host, 2);
        List<AttachedWay> ways = new ArrayList<>(
                List.of(scsiBlock(smr.get(0)), pscsi(smr.get(1)), vhostZbc(), loopbackZbc(), nvmeZns()));
        if (host.suite().hasZonedVirtioBlk()) {
            ways.add(virtioBlk(host));
        }
        return ways;
    }

    /** The options for all of them. */
    static String[] options(List<AttachedWay> ways) {
        return ways.stream()
                .flatMap(way -> List.of(way.option, way.value).stream())
                .toArray(String[]::new);
    }

    /** A domain with all of them. */
    static NestedGuest guest(NestedHost host, String words, List<AttachedWay> ways) {
        return NestedGuest.create(host, "all", words + " zoned.devices=" + ways.size(), options(ways));
    }

    GuestDisk seenIn(GuestReport report) {
        return find.apply(report);
    }

    static AttachedWay scsiBlock(HostManagedDisk disk) {
        return new AttachedWay(
                "virtio-scsi of an SMR disk",
                "--virtio-scsi",
                disk.node(),
                HostManagedDisk.GEOMETRY,
                report -> report.disk(disk.serial()),
                true);
    }

    private static AttachedWay pscsi(HostManagedDisk disk) {
        return new AttachedWay(
                "vhost-scsi of an SMR disk (pscsi)",
                "--vhost-scsi",
                disk.node(),
                HostManagedDisk.GEOMETRY,
                report -> report.disk(disk.serial()),
                true);
    }

    static AttachedWay vhostZbc() {
        return zbc("vhost-scsi of an emulated ZBC disk", "--vhost-scsi", ZbcDisk.SMALL);
    }

    static AttachedWay loopbackZbc() {
        return zbc("virtio-scsi of an emulated ZBC disk (loopback)", "--virtio-scsi", ZbcDisk.SECOND_SMALL);
    }

    private static AttachedWay zbc(String name, String option, ZbcDisk disk) {
        return new AttachedWay(name, option, disk.request(), disk.geometry(), disk::seenIn, true);
    }

    /** QEMU keeps its zones in memory. */
    static AttachedWay nvmeZns() {
        return new AttachedWay(
                "nvme-zns",
                "--nvme-zns",
                NvmeZnsScenarios.FOLDER + "zns0.raw,size=256M,zone-size=16M,zone-capacity=12M,serial=ZNS0",
                new Geometry(16 * Geometry.MIB, 12 * Geometry.MIB, 16, 0),
                report -> report.disk("ZNS0"),
                false);
    }

    private static AttachedWay virtioBlk(NestedHost host) {
        NullBlk.plugIn(host);
        return new AttachedWay(
                "virtio-blk of a null_blk device",
                "--virtio-blk",
                NullBlk.NODE,
                NullBlk.GEOMETRY,
                report -> report.onlyDiskOf("virtio"),
                true);
    }

    @Override
    public String toString() {
        return name;
    }
}
