package org.virtzoned.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.zone.ReadProgress;

/** What the kernel refuses; zones are read on nested hosts, where there are some. */
class ZoneReaderTest {
    @TempDir
    private Path folder;

    @Test
    void aFileHasNoZones() throws IOException {
        Path file = Files.createFile(folder.resolve("zns0.raw"));

        assertRefused(
                file,
                "Cannot read the zones of " + file + ": inappropriate ioctl for device.",
                "'lsblk -z' shows which disks of this host are zoned.");
    }

    @Test
    void whatIsGoneIsNotOpened() {
        Path gone = folder.resolve("sdz");

        assertRefused(gone, "Cannot open " + gone + ": the device is gone.", "Is it plugged in?");
    }

    @Test
    void nothingStaysOpen() throws IOException {
        Path file = Files.createFile(folder.resolve("zns0.raw"));
        assertThrows(DeviceException.class, () -> ZoneReader.read(file.toString(), ReadProgress.NONE));

        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertEquals(
                    0,
                    descriptors.filter(descriptor -> isSame(descriptor, file)).count());
        }
    }

    private static boolean isSame(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            // That of the listing itself.
            return false;
        }
    }

    private static void assertRefused(Path node, String message, String remedy) {
        DeviceException refusal =
                assertThrows(DeviceException.class, () -> ZoneReader.read(node.toString(), ReadProgress.NONE));

        assertEquals(message, refusal.getMessage());
        assertEquals(Optional.of(remedy), refusal.remedy());
    }
}
