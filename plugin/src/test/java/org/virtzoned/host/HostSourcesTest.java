package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths lead to one file or disk. */
class HostSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void files() throws IOException {
        HostSources sources = new HostSources();
        Path file = Files.writeString(folder.resolve("z.raw"), "");
        Path other = Files.writeString(folder.resolve("other.raw"), "");
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), file);
        Path hardLink = Files.createLink(folder.resolve("hard.raw"), file);
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked"), folder);

        for (Path same : List.of(link, hardLink, linkedFolder.resolve("z.raw"), folder.resolve(".//x/../z.raw"))) {
            assertEquals(true, shareAKey(sources, file.toString(), same.toString()), same::toString);
        }
        assertEquals(false, shareAKey(sources, file.toString(), other.toString()));
    }

    /** Before the first of two names is made. */
    @Test
    void filesThatAreNotThereYet() throws IOException {
        HostSources sources = new HostSources();
        Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked"), folder);

        assertEquals(true, shareAKey(sources, folder + "/new/z.raw", linkedFolder + "/new/z.raw"));
        assertEquals(false, shareAKey(sources, folder + "/new/z.raw", folder + "/z.raw"));
        assertEquals(false, shareAKey(sources, "/absent/\0", "/absent"));
    }

    @Test
    void disks() {
        String block = "sys/devices/pci0000:00/0000:00:1d.0/host0/target0:0:0/0:0:0:0/block/sda";
        RecordedHost host = RecordedHost.unpack("drives", folder)
                .add(block + "/sda1/partition\t1")
                .add(block + "/sda1/dev\t8:1")
                .add("sys/class/block/sda1 -> ../../" + block.substring("sys/".length()) + "/sda1")
                .add("dev/sda1 = ");
        HostSources sources = host.sources();

        for (String same : List.of(
                "/dev/sg0",
                "/dev/sda1",
                "/dev/disk/by-id/wwn-0x5000cca264c00001",
                "/dev/disk/by-id/scsi-35000cca264c00001")) {
            assertEquals(true, shareAKey(sources, "/dev/sda", same), same);
        }
        for (String other : List.of("/dev/sdb", "/dev/sg1", "/dev/null", "/dev/absent")) {
            assertEquals(false, shareAKey(sources, "/dev/sda", other), other);
        }
    }

    private static boolean shareAKey(HostSources sources, String one, String other) {
        return !Collections.disjoint(sources.keys(one), sources.keys(other));
    }
}
