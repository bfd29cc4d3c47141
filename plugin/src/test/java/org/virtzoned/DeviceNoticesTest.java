package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.virtzoned.device.Way;

class DeviceNoticesTest {
    private static final String GEOMETRY = ",size=64M,zone-size=4M,name=x";

    @Test
    void whatTheHookMakesIsNotSpokenOf() {
        assertNotices(Way.VHOST_SCSI, "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4,wwn=0x5000c500a1b2c3d4,name=x");
        assertNotices(Way.VIRTIO_SCSI, "/dev/disk/by-id/scsi-0QEMU,name=x");
        assertNotices(Way.VHOST_SCSI, "zbc:/srv/z.raw" + GEOMETRY);
        assertNotices(Way.VIRTIO_SCSI, "zbc:/srv/z.raw" + GEOMETRY);
    }

    @Test
    void aTargetOfTheUsersIs() {
        assertNotices(
                Way.VHOST_SCSI,
                "wwpn=naa.5001405a160fe2e1,managed=no,name=x",
                "x needs the vhost-scsi target naa.5001405a160fe2e1 on the host when the guest starts: managed=no leaves"
                        + " it to you.");
    }

    @Test
    void aDiskThatIsLikeOthersIs() {
        for (Way way : List.of(Way.VIRTIO_SCSI, Way.VHOST_SCSI, Way.VIRTIO_BLK)) {
            assertNotices(
                    way,
                    "/dev/nullb0" + GEOMETRY,
                    "x is known by its node and geometry only: /dev/nullb0 has neither a WWN nor a serial number.");
        }
    }

    @Test
    void zonesThatDoNotStayAre() {
        assertNotices(
                Way.NVME_ZNS,
                "/srv/z.raw" + GEOMETRY,
                "QEMU keeps the zones of x in memory only: after each start of the guest they are all empty.");
        assertNotices(Way.NVME_ZNS, "/srv/z.raw,size=64M,zoned=no,name=x");
    }

    @Test
    void whatLinuxDoesNotTakeIs() {
        String memory = "QEMU keeps the zones of x in memory only: after each start of the guest they are all empty.";
        for (String size : List.of("96M", "48M")) {
            assertNotices(
                    Way.NVME_ZNS,
                    "/srv/z.raw,size=960M,name=x,zone-size=" + size,
                    memory,
                    "a guest with Linux does not have x: its zones are of " + size
                            + ", and Linux takes a power of two only.");
        }
        assertNotices(
                Way.NVME_ZNS,
                "/srv/z.raw,logical-block-size=8K" + GEOMETRY,
                memory,
                "a guest with Linux has x with a size of 0: its logical blocks are of 8192 bytes, and Linux before 6.15 takes"
                        + " at most 4096.");
        assertNotices(
                Way.NVME_ZNS,
                "/srv/z.raw,logical-block-size=128K,zoned=no,size=64M,name=x",
                "a guest with Linux has x with a size of 0: its logical blocks are of 131072 bytes, and Linux takes at most"
                        + " 65536.");
    }

    @Test
    void aModelThatLinuxHasLeftIs() {
        assertNotices(
                Way.VIRTIO_SCSI,
                "zbc:/srv/z.raw,model=host-aware" + GEOMETRY,
                "Linux from 6.9 on no longer supports the host-aware model of x.");
    }

    private static void assertNotices(Way way, String words, String... notices) {
        assertEquals(List.of(notices), VirtZoned.device(way, words).accept(new DeviceNotices()));
    }
}
