package org.virtzoned.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.ChannelAddress;
import org.virtzoned.domainxml.PciRoute;

/** What is found out of guests of other kernels and with other drivers than those that can be booted here. */
class GuestVerifierTest {
    private static final ZonedDevice BLK = VirtZoned.device(Way.VIRTIO_BLK, "/dev/nullb0,name=blk");
    private static final ZonedDevice SMR = VirtZoned.device(Way.VIRTIO_SCSI, "/dev/sdf,name=smr");
    private static final ZonedDevice AWARE = VirtZoned.device(
            Way.VHOST_SCSI, "zbc:/var/z.raw,name=aware,size=64M,zone-size=4M,model=host-aware,conventional-zones=0");
    private static final ZonedDevice NAMESPACE = VirtZoned.device(
            Way.NVME_ZNS, "/var/n.raw,name=zns,size=64M,zone-size=4M,zone-capacity=3M,serial=S,nsid=2");
    private static final DiskIdentifier ROUTE = new DiskIdentifier.Route(new PciRoute(List.of("19.0", "00.0")));
    private static final DiskIdentifier WWN = DiskIdentifier.Wwn.recorded("0x5000c500a1b2c3d4");
    private static final DiskIdentifier SERIAL = new DiskIdentifier.Serial("ZHZ5C1PQ");
    private static final DiskProperties NOTHING = new DiskProperties.Builder().build();
    private static final DiskProperties HOST_MANAGED =
            new DiskProperties.Builder().put(DiskProperty.MODEL, "host-managed").build();

    @Test
    void anOldKernelTakesAVirtioDiskForAPlainOne() {
        assertEquals(
                "FAIL /dev/vda [model is none, expected host-managed] The guest's Linux is 6.1.0-56-amd64: zones by"
                        + " virtio-blk came with 6.4. Take a newer kernel in the guest.",
                verify(virtioDisk("6.1.0-56-amd64"), BLK, HOST_MANAGED, ROUTE));
    }

    @Test
    void elseQemuDidSo() {
        assertEquals(
                "FAIL /dev/vda [model is none, expected host-managed or host-aware] QEMU took it for a plain disk: it is"
                        + " older than 8.1, or AppArmor or SELinux kept it from the disk's attributes ('virt-zoned hooks"
                        + " status' says whether the rules are there). Then destroy the guest and start it again.",
                verify(virtioDisk("6.12.48"), BLK, NOTHING, ROUTE));
    }

    /** Ports are told from each other: the disk of another one is not it. */
    @Test
    void aVirtioDiskIsFoundByItsPlace() {
        MadeUpGuest guest = virtioDisk("6.12.48")
                .withDisk("vdb", "host-managed", 131072, 8192)
                .with("/sys/block/vdb/device/../uevent", "DRIVER=virtio-pci\nPCI_SLOT_NAME=0000:05:00.0\n")
                .with("/sys/block/vdb/device/../../uevent", "PCI_SLOT_NAME=0000:00:18.0\n");

        assertEquals(
                "PASS /dev/vdb [] ",
                verify(guest, BLK, HOST_MANAGED, new DiskIdentifier.Route(new PciRoute(List.of("18.0", "00.0")))));
        assertEquals(
                "FAIL - [] the guest has no disk with PCI address 17.0/00.0; the driver virtio_blk is not there in the"
                        + " guest (Linux 6.12.48). In the guest: modprobe virtio_blk",
                verify(guest, BLK, HOST_MANAGED, new DiskIdentifier.Route(new PciRoute(List.of("17.0", "00.0")))));
    }

    /** As on s390x: the folder of a channel device is in that of its subchannel. */
    @Test
    void aVirtioDiskIsFoundByItsChannelAddress() {
        MadeUpGuest guest = new MadeUpGuest("6.12.48")
                .withDisk("vda", "none", 131072, 0)
                .with("/sys/block/vda/device/../../0.0.0002", "")
                .withDisk("vdb", "host-managed", 131072, 8192)
                .with("/sys/block/vdb/device/../../0.0.0003", "")
                .with("/sys/bus/virtio/drivers/virtio_blk", "");

        assertEquals("PASS /dev/vdb [] ", verify(guest, BLK, HOST_MANAGED, channel("0.0.0003")));
        assertTrue(verify(guest, BLK, HOST_MANAGED, channel("0.0.0004"))
                .startsWith("FAIL - [] the guest has no disk with channel address 0.0.0004; "));
    }

    @Test
    void aScsiDiskIsFoundByTheChannelAddressOfItsController() {
        MadeUpGuest guest = new MadeUpGuest("6.12.48")
                .withDisk("sda", "host-managed", 131072, 8192)
                .with("/sys/block/sda/device/../../../../../0.0.0003", "");

        assertEquals("PASS /dev/sda [] ", verify(guest, SMR, HOST_MANAGED, channel("0.0.0003")));
    }

    private static DiskIdentifier channel(String busId) {
        return new DiskIdentifier.Channel(new ChannelAddress(busId));
    }

    @Test
    void aScsiDiskIsFoundByItsWwnAndElseByItsSerialNumber() {
        MadeUpGuest guest = new MadeUpGuest("6.12.48")
                .withDisk("sda", "none", 131072, 0)
                .with("/sys/block/sda/device/wwid", "naa.5000c500a1b2c3d5\n")
                .withDisk("sdb", "host-managed", 131072, 8192)
                .with("/sys/block/sdb/device/wwid", "t10.ATA     ZHZ5C1PQ\n")
                .with("/sys/block/sdb/device/vpd_pg80", "\0\200\0\n  ZHZ5C1PQ")
                .withDisk("sdc", "host-managed", 131072, 8192)
                .with("/sys/block/sdc/device/wwid", "naa.5000c500a1b2c3d4\n");

        assertEquals("PASS /dev/sdc [] ", verify(guest, SMR, HOST_MANAGED, WWN, SERIAL));
        assertEquals("PASS /dev/sdb [] ", verify(guest, SMR, HOST_MANAGED, SERIAL));
    }

    @Test
    void aScsiDiskWantsItsDrivers() {
        MadeUpGuest guest = new MadeUpGuest("6.12.48");
        assertEquals(
                "FAIL - [] the guest has no disk with WWN naa.5000c500a1b2c3d4; the driver virtio_scsi is not there in the"
                        + " guest (Linux 6.12.48). In the guest: modprobe virtio_scsi",
                verify(guest, SMR, HOST_MANAGED, WWN));
        guest.with("/sys/bus/virtio/drivers/virtio_scsi", "");
        assertEquals(
                "FAIL - [] the guest has no disk with WWN naa.5000c500a1b2c3d4; the driver sd_mod is not there in the"
                        + " guest (Linux 6.12.48). In the guest: modprobe sd_mod",
                verify(guest, SMR, HOST_MANAGED, WWN));
    }

    @Test
    void aHostAwareDiskIsAPlainOneToANewKernel() {
        String asked = "model is none, expected host-aware";
        DiskProperties aware = new DiskProperties.Builder()
                .put(DiskProperty.MODEL, "host-aware")
                .build();

        assertEquals(
                "FAIL /dev/sda [" + asked
                        + "] The guest's Linux is 6.12.48: from 6.9 on host-aware disks are plain ones."
                        + " Take model=host-managed.",
                verify(scsiDisk("6.12.48"), AWARE, aware, WWN));
        assertEquals(
                "FAIL /dev/sda [" + asked
                        + "] Its kernel may have no zoned block devices at all: CONFIG_BLK_DEV_ZONED.",
                verify(scsiDisk("6.8.0"), AWARE, aware, WWN));
    }

    @Test
    void anOldKernelHasNoNamespacesWithZones() {
        MadeUpGuest guest = new MadeUpGuest("5.4.0-100-generic").with("/sys/bus/pci/drivers/nvme", "");

        assertEquals(
                "FAIL - [] the guest has no disk with serial number S and namespace id 2; the guest's Linux is"
                        + " 5.4.0-100-generic, and zones by NVMe came with 5.9. Take a newer kernel in the guest.",
                verify(guest, NAMESPACE, HOST_MANAGED, new DiskIdentifier.Namespace("S", 2)));
    }

    /** The agent may not run programs, the kernel is from before it had limits to say. */
    @Test
    void whatTheGuestDoesNotSayIsNoDifference() {
        DiskProperties asked = new DiskProperties.Builder()
                .put(DiskProperty.MODEL, "host-managed")
                .put(DiskProperty.ZONE_SIZE, 4L << 20)
                .put(DiskProperty.ZONE_CAPACITY, 3L << 20)
                .put(DiskProperty.MAX_OPEN, "4")
                .build();
        MadeUpGuest guest = namespace().blocking("guest-exec");

        DeviceVerification verified = new GuestVerifier(guest.agent())
                .verify(new Expectation(NAMESPACE, List.of(new DiskIdentifier.Namespace("S", 2)), asked, true));

        assertEquals(DeviceVerification.Result.PASS, verified.result());
        assertEquals(List.of(DiskProperty.ZONE_CAPACITY, DiskProperty.MAX_OPEN), verified.unknown());
    }

    @Test
    void theCapacityOfZonesIsReported() {
        DiskProperties asked = new DiskProperties.Builder()
                .put(DiskProperty.MODEL, "host-managed")
                .put(DiskProperty.ZONE_CAPACITY, 2L << 20)
                .build();
        String line = "  start: 0x000000000, len 0x002000, cap 0x001800, wptr 0x000000 reset:0 non-seq:0, zcond: 1(em)"
                + " [type: 2(SEQ_WRITE_REQUIRED)]\n";

        assertEquals(
                "FAIL /dev/nvme0n1 [zone-capacity is 3M, expected 2M] Did somebody edit the domain, or its record? Detach"
                        + " the device, attach it again, destroy the guest and start it.",
                verify(
                        namespace().withProgram("blkzone", line),
                        NAMESPACE,
                        asked,
                        new DiskIdentifier.Namespace("S", 2)));
    }

    @Test
    void whatCannotBeToldFromOthersIsLeftOpen() {
        DeviceVerification verified = new GuestVerifier(new MadeUpGuest("6.12.48").agent())
                .verify(new Expectation(SMR, List.of(), NOTHING, true));

        assertEquals(DeviceVerification.Result.WARN, verified.result());
    }

    private static MadeUpGuest virtioDisk(String kernel) {
        return new MadeUpGuest(kernel)
                .withDisk("vda", "none", 131072, 0)
                .with("/sys/block/vda/device/../uevent", "DRIVER=virtio-pci\nPCI_SLOT_NAME=0000:0a:00.0\nMODALIAS=x\n")
                .with("/sys/block/vda/device/../../uevent", "PCI_SLOT_NAME=0000:00:19.0\n")
                .with("/sys/block/vda/device/../../../uevent", "");
    }

    private static MadeUpGuest scsiDisk(String kernel) {
        return new MadeUpGuest(kernel)
                .withDisk("sda", "none", 131072, 0)
                .with("/sys/block/sda/device/wwid", "naa.5000c500a1b2c3d4\n");
    }

    private static MadeUpGuest namespace() {
        return new MadeUpGuest("5.10.0")
                .withDisk("nvme0n1", "host-managed", 131072, 8192)
                .with("/sys/block/nvme0n1/nsid", "2\n")
                .with("/sys/block/nvme0n1/device/serial", "S                   \n");
    }

    private static String verify(
            MadeUpGuest guest, ZonedDevice device, DiskProperties asked, DiskIdentifier... identifiers) {
        DeviceVerification verified =
                new GuestVerifier(guest.agent()).verify(new Expectation(device, List.of(identifiers), asked, true));
        return verified.result() + " " + verified.node().orElse("-") + " " + verified.differences() + " "
                + Optional.of(verified.problem().map(problem -> problem + ". ").orElse(""))
                        .get()
                + verified.remedy().orElse("");
    }
}
