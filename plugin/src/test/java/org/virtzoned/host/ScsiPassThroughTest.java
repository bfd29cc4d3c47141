package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.ScsiAddress;
import org.virtzoned.device.SourcePath;

/** On folders laid out as sysfs is, with nodes that are there. */
class ScsiPassThroughTest {
    @TempDir
    private Path sysfs;

    private Path queue;

    /** {@code /dev/null} stands for the disk's block node. */
    @BeforeEach
    void layOut() throws IOException {
        Path device = sysfs.resolve("devices/target6:0:0/6:0:0:0");
        Path block = device.resolve("block/null");
        queue = Files.createDirectories(block.resolve("queue"));
        Files.createSymbolicLink(block.resolve("device"), device);
        Files.createDirectories(sysfs.resolve("class/block"));
        Files.createSymbolicLink(sysfs.resolve("class/block/null"), block);
    }

    @Test
    void segmentsOfAPageLimitATransfer() throws IOException {
        queueHas("32767", "168");

        assertEquals(Optional.of(ByteSize.parse("672K")), limited().maxTransfer());
    }

    @Test
    void sectorsLimitATransfer() throws IOException {
        queueHas("512", "2048");

        assertEquals(Optional.of(ByteSize.parse("512K")), limited().maxTransfer());
    }

    @Test
    void aDiskThatSaysNothingIsNotLimited() {
        assertEquals(disk("/dev/null"), limited());
        assertEquals(disk("/dev/zero"), new ScsiPassThrough(sysfs).limited(disk("/dev/zero")));
        assertEquals(disk("/dev/gone"), new ScsiPassThrough(sysfs).limited(disk("/dev/gone")));
    }

    @Test
    void theAddressIsThatOfItsScsiDevice() {
        HostDisk addressed = new ScsiPassThrough(sysfs).addressed(disk("/dev/null"));

        assertEquals(Optional.of(new ScsiAddress(6, 0, 0, 0)), addressed.address());
        assertEquals(disk("/dev/zero"), new ScsiPassThrough(sysfs).addressed(disk("/dev/zero")));
    }

    private HostDisk limited() {
        return new ScsiPassThrough(sysfs).limited(disk("/dev/null"));
    }

    private void queueHas(String maxHwSectorsKb, String maxSegments) throws IOException {
        Files.writeString(queue.resolve("max_hw_sectors_kb"), maxHwSectorsKb + "\n");
        Files.writeString(queue.resolve("max_segments"), maxSegments + "\n");
    }

    private static HostDisk disk(String node) {
        return new HostDisk(new SourcePath(node), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
