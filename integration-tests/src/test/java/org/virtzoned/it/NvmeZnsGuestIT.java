package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;
import org.virtzoned.it.guest.GuestWrite;
import org.virtzoned.it.guest.GuestZone;

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

    @Test
    void theDocumentedExampleIsOneOption() {
        Guest guest = new Guest(libvirt, "documented")
                .create(
                        Guest.kernelCommandLine("zoned.loop=yes"),
                        "--nvme-zns",
                        libvirt.files().resolve("zns0.raw")
                                + ",size=32G,zone-size=64M,zone-capacity=62M,logical-block-size=4096"
                                + ",append-limit=128K,max-open=16,max-active=32"
                                + ",uuid=5e40ec5f-eeb6-4317-bc5e-c919796a5f79,name=zns0,serial=deadbeef");

        GuestDisk disk = guest.report().disks().get(0);
        assertAll(
                () -> assertEquals("deadbeef", disk.serial()),
                () -> assertEquals(32 * GIB, disk.sizeBytes()),
                () -> assertEquals(4096, disk.logicalBlockSizeBytes()),
                () -> assertEquals("host-managed", disk.zoned()),
                () -> assertEquals(512, disk.zones()),
                () -> assertEquals(64 * MIB, disk.zoneSizeBytes()),
                () -> assertEquals(62 * MIB, disk.zoneCapacityBytes()),
                () -> assertEquals(16, disk.maxOpen()),
                () -> assertEquals(32, disk.maxActive()),
                () -> assertEquals(128 * 1024, disk.appendMaxBytes()));

        assertTrue(guest.isRunning());
        QemuDevices qemu = new QemuDevices(libvirt, "documented");
        String controller = qemu.only("nvme");
        assertAll(
                () -> assertEquals("deadbeef", qemu.property(controller, "serial")),
                () -> assertEquals("5", qemu.property(controller, "zoned.zasl")));
        String namespace = qemu.only("nvme-ns");
        Map<String, String> expected = Map.of(
                "nsid", "1",
                "uuid", "5e40ec5f-eeb6-4317-bc5e-c919796a5f79",
                "logical_block_size", "4096",
                "physical_block_size", "4096",
                "zoned", "true",
                "zoned.zone_size", "67108864",
                "zoned.zone_capacity", "65011712",
                "zoned.max_open", "16",
                "zoned.max_active", "32");
        assertEquals(
                expected,
                expected.keySet().stream()
                        .collect(
                                Collectors.toMap(Function.identity(), property -> qemu.property(namespace, property))));
    }

    /** One that is there, with an owner that QEMU can open it as, and one that is created. */
    @Test
    void qcow2ImagesAreItsBacking() {
        Path image = libvirt.files().resolve("there.img");
        libvirt.run(List.of("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "64M"))
                .succeeds();
        if (libvirt.isSystem()) {
            libvirt.run(List.of("chown", "--reference=" + libvirt.qemuFolder(), image.toString()))
                    .succeeds();
        }
        GuestReport report = new Guest(libvirt, "images")
                .create(
                        Guest.kernelCommandLine("zoned.write=yes zoned.devices=2"),
                        "--nvme-zns",
                        image + ",name=a,size=64M,zone-size=4M,serial=THERE,format=qcow2,reuse=yes",
                        "--nvme-zns",
                        libvirt.files().resolve("created.qcow2") + ",name=b,size=128M,zone-size=8M,serial=CREATED")
                .report();

        GuestDisk there = report.disk("THERE");
        GuestDisk created = report.disk("CREATED");
        assertAll(
                report::toString,
                () -> assertEquals(64 * MIB, there.sizeBytes()),
                () -> assertEquals(16, there.zones()),
                () -> assertEquals("ok", report.write(there).sequential()),
                () -> assertEquals("EMPTY", report.write(there).resetCondition()),
                () -> assertEquals(128 * MIB, created.sizeBytes()),
                () -> assertEquals(16, created.zones()),
                () -> assertEquals("ok", report.write(created).sequential()),
                () -> assertEquals("failed", report.write(created).offPointer()));
        libvirt.virtZoned("check", "--domain", "images").succeeds();
        libvirt.virsh("destroy", "images");
        CommandResult info =
                libvirt.run(List.of("qemu-img", "check", image.toString())).succeeds();
        assertTrue(info.out().contains("No errors were found"), info::toString);
    }

    @Test
    void aConventionalNamespaceLiesBesideAZonedOneOnTheSameController() {
        GuestReport report = new Guest(libvirt, "shared")
                .create(
                        Guest.kernelCommandLine("zoned.devices=2"),
                        "--nvme-zns",
                        libvirt.files().resolve("seq.raw")
                                + ",name=seq,controller=both,size=256M,zone-size=8M,serial=BOTH",
                        "--nvme-zns",
                        libvirt.files().resolve("conv.raw") + ",name=conv,controller=both,size=64M,zoned=no")
                .report();

        Map<Integer, GuestDisk> byNamespace =
                report.disks().stream().collect(Collectors.toMap(GuestDisk::nsid, Function.identity()));
        assertEquals(Set.of(1, 2), byNamespace.keySet());
        GuestDisk sequential = byNamespace.get(1);
        GuestDisk conventional = byNamespace.get(2);
        assertAll(
                () -> assertEquals("BOTH", sequential.serial()),
                () -> assertEquals("BOTH", conventional.serial()),
                () -> assertEquals("host-managed", sequential.zoned()),
                () -> assertEquals(32, sequential.zones()),
                () -> assertEquals(8 * MIB, sequential.zoneCapacityBytes()),
                () -> assertEquals("none", conventional.zoned()),
                () -> assertEquals(64 * MIB, conventional.sizeBytes()));
    }

    @Test
    void aMachineWithoutPciExpressTakesOneToo() {
        UserDomain domain = UserDomain.define(libvirt, "i440fx", UserDomain.PC);
        libvirt.virtZoned(
                        "attach",
                        domain.name(),
                        "--nvme-zns",
                        libvirt.files().resolve("pc.raw") + ",size=128M,zone-size=4M,zone-capacity=3M")
                .succeeds();

        GuestDisk disk =
                new Guest(libvirt, domain.name()).start().report().disks().get(0);

        assertAll(
                () -> assertEquals("host-managed", disk.zoned()),
                () -> assertEquals(32, disk.zones()),
                () -> assertEquals(4 * MIB, disk.zoneSizeBytes()),
                () -> assertEquals(3 * MIB, disk.zoneCapacityBytes()));
    }
}
