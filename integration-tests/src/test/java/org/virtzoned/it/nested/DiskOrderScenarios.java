package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** Guests name disks of each method in the order in which they were asked for, and a new one renames none that is there. */
interface DiskOrderScenarios {
    @Test
    @DisplayName(
            "Disks of all methods, together and one after another: virtio and NVMe disks in the order of the requests")
    @Requires({"module scsi_debug", "module null_blk", "module vhost_scsi", "qemu 8.1", "kernel 6.4"})
    default void order(NestedHost host) {
        List<HostManagedDisk> smr = HostManagedDisk.plugIn(host, 4);
        NullBlk.plugIn(host);
        List<String> first = List.of(
                "--virtio-scsi", smr.get(0).node() + ",name=a",
                "--virtio-blk", NullBlk.NODE + ",name=d",
                "--nvme-zns", NvmeZnsScenarios.FOLDER + "f.raw,size=64M,zone-size=4M,name=f");
        List<String> others = List.of(
                "--vhost-scsi", smr.get(1).node() + ",name=b",
                "--virtio-scsi", smr.get(2).node() + ",name=c",
                "--virtio-blk", smr.get(3).node() + ",name=e",
                "--nvme-zns", NvmeZnsScenarios.FOLDER + "g.raw,size=64M,zone-size=4M,name=g");
        NestedGuest guest = NestedGuest.create(host, "order", "zoned.devices=7", concat(first, others))
                .start();
        assertOrder(guest.report(), List.of(1L << 30, 128L << 20), List.of("f", "g"));
        guest.awaitEnd();

        host.virtZoned("detach", "order", "a", "d", "f").succeeds();
        host.virtZoned(concat(
                        List.of("attach", "order"),
                        first.stream()
                                .map(word -> word.contains(".raw") ? word + ",reuse=yes" : word)
                                .toList()))
                .succeeds();

        assertOrder(guest.start().report(), List.of(128L << 20, 1L << 30), List.of("g", "f"));
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }

    /** Linux probes SCSI disks asynchronously, and names them as they are ready (sd.c, PROBE_PREFER_ASYNCHRONOUS). */
    private static void assertOrder(GuestReport report, List<Long> virtioSizes, List<String> nvmeSerials) {
        assertAll(
                () -> assertEquals(3, inOrder(report, "scsi", GuestDisk::serial).size()),
                () -> assertEquals(virtioSizes, inOrder(report, "virtio", GuestDisk::sizeBytes)),
                () -> assertEquals(nvmeSerials, inOrder(report, "nvme", GuestDisk::serial)));
    }

    private static <T> List<T> inOrder(GuestReport report, String bus, Function<GuestDisk, T> property) {
        return report.disks().stream()
                .filter(disk -> disk.bus().equals(bus))
                .sorted(Comparator.comparing(GuestDisk::node))
                .map(property)
                .toList();
    }

    private static String[] concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toArray(String[]::new);
    }
}
