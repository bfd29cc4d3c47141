package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of the ranges that QEMU and tcmu-runner take. */
class GeometryTest {
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new AssertionError("no profile is named");
            },
            "/srv",
            "/srv");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size=16M,zone-size=16M|size=15M,zone-size=16M",
                "size=1G,zone-size=16M,zone-capacity=16M|size=1G,zone-size=16M,zone-capacity=16777217B",
                "size=1G,zone-size=16M,zone-capacity=512B|size=1G,zone-size=16M,zone-capacity=511B",
                "size=512B,zone-size=512B|size=511B,zone-size=511B",
                "size=8M,zone-size=4M,logical-block-size=2M|size=8M,zone-size=4M,logical-block-size=4M",
                "size=1G,zone-size=16M,logical-block-size=512|size=1G,zone-size=16M,logical-block-size=256",
                "size=1G,zone-size=16M,max-open=64,max-active=64|size=1G,zone-size=16M,max-open=65",
                "size=1G,zone-size=16M,max-active=64|size=1G,zone-size=16M,max-active=65",
                "size=1G,zone-size=16M,max-open=8,max-active=8|size=1G,zone-size=16M,max-open=9,max-active=8",
                "size=1G,zone-size=16M,max-open=9,max-active=0|size=1G,zone-size=16M,max-open=-1",
                "size=1G,zone-size=16M,nsid=1|size=1G,zone-size=16M,nsid=0",
                "size=1G,zone-size=16M,nsid=256|size=1G,zone-size=16M,nsid=257",
                "size=1G,zone-size=16M,descriptor-extension=16320|size=1G,zone-size=16M,descriptor-extension=16384",
                "size=1G,zone-size=16M,descriptor-extension=64|size=1G,zone-size=16M,descriptor-extension=63",
                "size=1G,zone-size=16M,append-limit=8K|size=1G,zone-size=16M,append-limit=4K",
                "size=1G,zone-size=16M,append-limit=512K|size=1G,zone-size=16M,append-limit=1M",
                "size=1G,zone-size=16M,append-limit=1M,max-transfer=1M|size=1G,zone-size=16M,append-limit=2M,max-transfer=1M",
                "size=1G,zone-size=16M,max-transfer=2G|size=1G,zone-size=16M,max-transfer=4G",
                "size=1G,zone-size=16M,serial=12345678901234567890|size=1G,zone-size=16M,serial=123456789012345678901",
                "size=1G,zone-size=16M,serial=a b|size=1G,zone-size=16M,serial= b",
                "size=1G,zone-size=16M,max-active=2,random-write-areas=2,random-write-area-size=1K"
                        + "|size=1G,zone-size=16M,max-active=2,random-write-areas=3,random-write-area-size=1K",
                "size=1G,zone-size=16M,random-write-areas=1,random-write-area-size=512B"
                        + "|size=1G,zone-size=16M,random-write-areas=0,random-write-area-size=512B",
                "size=1G,zone-size=16M,random-write-areas=1,random-write-area-size=1536B"
                        + "|size=1G,zone-size=16M,random-write-areas=1,random-write-area-size=1537B",
                "size=1G,zone-size=16M,random-write-areas=1,random-write-area-size=4K,random-write-flush=2K"
                        + "|size=1G,zone-size=16M,random-write-areas=1,random-write-area-size=4K,random-write-flush=3K",
                "size=1000K,zoned=no|size=1000B,zoned=no"
            })
    void ofANamespace(String taken, String refused) {
        assertDoesNotThrow(() -> READER.fromOption(Way.NVME_ZNS, "/z.raw," + taken));
        assertThrows(InvalidDeviceException.class, () -> READER.fromOption(Way.NVME_ZNS, "/z.raw," + refused), refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size=1M,zone-size=1M,conventional-zones=0|size=1M,zone-size=512K,conventional-zones=0",
                "size=10M,zone-size=1M,conventional-zones=9|size=10M,zone-size=1M,conventional-zones=10",
                "size=10M,zone-size=1M,conventional-zones=0|size=10M,zone-size=1M,conventional-zones=-1",
                "size=32M,zone-size=16M|size=33M,zone-size=16M",
                "size=96M,zone-size=32M|size=96M,zone-size=24M",
                "size=32M,zone-size=16M,max-open=1|size=32M,zone-size=16M,max-open=0",
                "size=32M,zone-size=16M,block-size=4096|size=32M,zone-size=16M,block-size=2048"
            })
    void ofAnEmulatedZbcDisk(String taken, String refused) {
        assertDoesNotThrow(() -> READER.fromOption(Way.VHOST_SCSI, "zbc:/z.raw," + taken));
        assertThrows(
                InvalidDeviceException.class,
                () -> READER.fromOption(Way.VHOST_SCSI, "zbc:/z.raw," + refused),
                refused);
    }

    @Test
    void exponentsCountPages() {
        NvmeZnsDevice device = (NvmeZnsDevice)
                READER.fromOption(Way.NVME_ZNS, "/z.raw,size=1G,zone-size=16M,append-limit=128K,max-transfer=1M");

        assertEquals(Optional.of(5), device.controller().appendLimitExponent());
        assertEquals(Optional.of(8), device.controller().maxTransferExponent());
    }

    @Test
    void whatIsNotSaid() {
        NvmeZnsDevice device = (NvmeZnsDevice) READER.fromOption(Way.NVME_ZNS, "/z.raw,size=1G,zone-size=16M");

        assertEquals(
                device.zones().orElseThrow().zoneSize(),
                device.zones().orElseThrow().zoneCapacity());
        assertEquals(512, device.logicalBlockBytes());
        assertEquals(device.name(), device.controller().name());
        assertEquals(NvmeRendering.AUTO, device.rendering());
    }

    /** One per cent, as tcmu-runner. */
    @Test
    void conventionalZonesOfAnEmulatedDisk() {
        VhostScsiDevice device =
                (VhostScsiDevice) READER.fromOption(Way.VHOST_SCSI, "zbc:/z.raw,size=16T,zone-size=256M");

        assertEquals(655, ((ZbcDisk) device.backend()).conventionalZones());
    }
}
