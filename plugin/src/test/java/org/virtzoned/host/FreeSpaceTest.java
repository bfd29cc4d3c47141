package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.SourcePath;

class FreeSpaceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, nothing",
        "1, 1B",
        "10239, 10239B",
        "10240, 10K",
        "11000000, 10M",
        "10737418240, 10G",
        "3000000000000, 2793G",
        "20000000000000, 18T"
    })
    void whatIsFreeIsSaidInFewDigits(long free, String text) {
        assertEquals(
                Optional.of("/z.raw is sparse and may grow to 500T, but its file system has " + text
                        + " free: once it is full, the guest's writes fail."),
                FreeSpace.shortage("/z.raw", ByteSize.parse("500T"), "its file system", free));
    }

    @Test
    void whatFitsIsNotWorthAWord() {
        assertEquals(Optional.empty(), FreeSpace.shortage("/z.raw", ByteSize.parse("1G"), "its file system", 1 << 30));
    }

    /** The folder is asked about that is there: the file's own may be created with it. */
    @Test
    void ofTheFileSystemThatTheFileIsGoingToBeOn() {
        long free = FreeSpace.bytes(folder.resolve("absent/z.raw"));

        assertTrue(free > 0 && free < Long.MAX_VALUE, () -> free + " bytes");
    }

    @Test
    void whatIsAllocatedWholeMustFit() {
        BackingFile file = BackingFile.planned(
                new SourcePath(folder.resolve("z.raw").toString()), ByteSize.parse("8000000T"), "owner", "/elsewhere");

        HostException refusal = assertThrows(HostException.class, () -> file.shortage(true));

        assertTrue(
                refusal.getMessage()
                        .matches(
                                "Cannot create " + folder + "/z.raw: 8000000T are to be allocated at once, but its file"
                                        + " system has [0-9]+[KMGT] free\\."),
                refusal.getMessage());
        assertTrue(file.shortage(false).orElseThrow().contains(" may grow to 8000000T, but its file system has "));
    }
}
