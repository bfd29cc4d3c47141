package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Guests with emulated NVMe Zoned Namespaces see what was asked for, and can use it. */
@ExtendWith(LibvirtExtension.class)
class NvmeZnsGuestIT {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int SECTOR = 512;

    private final PrivateLibvirt libvirt;

    NvmeZnsGuestIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void aNamespaceIsAsAskedForAndWritesInOrder() {
        GuestReport report = new Guest(libvirt, "zns")
                .create(
                        Guest.kernelCommandLine("zoned.write=yes"),
                        "--nvme-zns",
                        libvirt.files().resolve("zns.raw")
                                + ",size=1G,zone-size=16M,zone-capacity=12M,max-open=4,max-active=8"
                                + ",logical-block-size=4096,append-limit=128K,serial=ZNS0001")
                .report();

        assertEquals(1, report.disks().size());
        GuestDisk disk = report.disks().get(0);
        assertAll(
                () -> assertEquals("nvme", disk.bus()),
                () -> assertEquals("ZNS0001", disk.serial()),
                // Linux passes over the UUIDs of QEMU's namespaces, and names them for the controller's serial number.
                () -> assertEquals("nvme.1b36-5a4e5330303031-51454d55204e564d65204374726c-00000001", disk.wwid()),
                () -> assertEquals(1, disk.nsid()),
                () -> assertEquals(GIB, disk.sizeBytes()),
                () -> assertEquals(4096, disk.logicalBlockSizeBytes()),
                () -> assertEquals("host-managed", disk.zoned()),
                () -> assertEquals(64, disk.zones()),
                () -> assertEquals(16 * MIB, disk.zoneSizeBytes()),
                () -> assertEquals(12 * MIB, disk.zoneCapacityBytes()),
                () -> assertEquals(0, disk.conventionalZones()),
                () -> assertEquals(4, disk.maxOpen()),
                () -> assertEquals(8, disk.maxActive()),
                () -> assertEquals(128 * 1024, disk.appendMaxBytes()));
        assertEquals(
                LongStream.range(0, 4)
                        .mapToObj(zone -> new GuestZone(
                                zone * 16 * MIB / SECTOR,
                                16 * MIB / SECTOR,
                                12 * MIB / SECTOR,
                                zone * 16 * MIB / SECTOR,
                                "EMPTY",
                                "SEQUENTIAL_WRITE_REQUIRED"))
                        .toList(),
                disk.report());

        assertEquals(1, report.writes().size());
        GuestWrite write = report.writes().get(0);
        long written = write.blockSizeBytes() / SECTOR;
        assertAll(
                () -> assertEquals(4096, write.blockSizeBytes()),
                () -> assertEquals(0, write.writePointerBeforeSectors512()),
                () -> assertEquals("ok", write.sequential(), write.sequentialError()),
                () -> assertEquals(written, write.writePointerAfterSectors512()),
                () -> assertEquals("IMPLICITLY_OPENED", write.conditionAfter()),
                () -> assertEquals("failed", write.offPointer()),
                () -> assertEquals(written, write.writePointerAfterOffPointerSectors512()),
                () -> assertEquals("ok", write.finish(), write.finishError()),
                () -> assertEquals("FULL", write.finishCondition()),
                () -> assertEquals("ok", write.reset(), write.resetError()),
                () -> assertEquals("EMPTY", write.resetCondition()),
                () -> assertEquals(0, write.resetWritePointerSectors512()));
        assertEquals(disk.node(), write.node());
    }
}
