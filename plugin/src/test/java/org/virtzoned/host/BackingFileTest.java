package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;

class BackingFileTest {
    private static final ByteSize SIZE = ByteSize.parse("1M");
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("z.raw");
    }

    @Test
    void isThereOnceSettled() throws IOException {
        BackingFile file = planned();

        file.draft(ImageFormat.RAW, false, Optional.empty());
        assertEquals(List.of(".z.raw.owner.new"), files());
        assertEquals("rw-------", permissions(folder.resolve(".z.raw.owner.new")));

        file.settle();
        assertEquals(List.of("z.raw"), files());
        assertEquals(SIZE.bytes(), Files.size(path));
        assertEquals(0L, allocated(path));
    }

    @Test
    void mayHaveTheLongestNameThatThereIs() throws IOException {
        path = folder.resolve("z".repeat(255));
        BackingFile file = planned();

        file.draft(ImageFormat.RAW, false, Optional.empty());
        assertTrue(files().get(0).matches("\\.[0-9a-f-]{36}\\.owner\\.new"));
        file.settle();
        assertEquals(List.of("z".repeat(255)), files());
    }

    @Test
    void aFileSystemWithoutFilesOfThatSizeIsNamed() {
        BackingFile file = planned();

        HostException refused = assertThrows(
                HostException.class,
                () -> file.draft(draft -> {
                    throw new IOException("File too large");
                }));

        assertEquals("Cannot create " + path + ": File too large.", refused.getMessage());
        assertEquals(
                Optional.of("The file system has no files of that size: make it smaller (size=), or choose a folder on"
                        + " another one."),
                refused.remedy());
        file.discard();
    }

    @Test
    void isAllocatedWhereAsked() throws IOException {
        BackingFile file = planned();

        file.draft(ImageFormat.RAW, true, Optional.empty());
        file.settle();

        assertEquals(SIZE.bytes(), Files.size(path));
        assertTrue(allocated(path) >= SIZE.bytes());
    }

    @Test
    void isDiscardedDrafted() throws IOException {
        BackingFile file = planned();
        file.draft(ImageFormat.RAW, false, Optional.empty());

        file.discard();

        assertEquals(List.of(), files());
    }

    @Test
    void isDiscardedSettled() throws IOException {
        BackingFile file = planned();
        file.draft(ImageFormat.RAW, false, Optional.empty());
        file.settle();

        file.discard();

        assertEquals(List.of(), files());
    }

    @Test
    void discardsOnlyWhatItMade() throws IOException {
        BackingFile file = planned();
        Files.write(path, CONTENT);

        file.discard();

        assertArrayEquals(CONTENT, Files.readAllBytes(path));
    }

    @Test
    void replacesTheDraftOfAKilledRun() throws IOException {
        Files.write(folder.resolve(".z.raw.owner.new"), CONTENT);
        BackingFile file = planned();

        file.draft(ImageFormat.RAW, false, Optional.empty());
        file.settle();

        assertEquals(List.of("z.raw"), files());
        assertEquals(SIZE.bytes(), Files.size(path));
        assertEquals(0L, allocated(path));
    }

    /** A draft's name that leads elsewhere is not followed. */
    @Test
    void followsNoLinkInPlaceOfItsDraft() throws IOException {
        Path other = Files.write(folder.resolve("other"), CONTENT);
        Files.createSymbolicLink(folder.resolve(".z.raw.owner.new"), other);
        BackingFile file = planned();

        file.draft(ImageFormat.RAW, false, Optional.empty());

        assertArrayEquals(CONTENT, Files.readAllBytes(other));
    }

    @Test
    void whatIsThereIsRefused() throws IOException {
        Files.write(path, CONTENT);

        HostException refusal = assertThrows(HostException.class, this::planned);

        assertEquals(
                "Cannot create " + path + ": it is there already, and is not recorded as this domain's.",
                refusal.getMessage());
        assertEquals(
                "Choose another path; or, if what it holds may go, add reuse=yes.",
                refusal.remedy().orElseThrow());
        assertArrayEquals(CONTENT, Files.readAllBytes(path));
    }

    @Test
    void aLinkToNothingIsRefused() throws IOException {
        Files.createSymbolicLink(path, folder.resolve("nothing"));

        assertThrows(HostException.class, this::planned);
    }

    @Test
    void whatCameMeanwhileStays() throws IOException {
        BackingFile file = planned();
        file.draft(ImageFormat.RAW, false, Optional.empty());
        Files.write(path, CONTENT);

        assertThrows(HostException.class, file::settle);
        file.discard();

        assertEquals(List.of("z.raw"), files());
        assertArrayEquals(CONTENT, Files.readAllBytes(path));
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        SourcePath inNoFolder = new SourcePath(folder.resolve("absent/z.raw").toString());

        HostException refusal =
                assertThrows(HostException.class, () -> BackingFile.planned(inNoFolder, SIZE, "owner", "/elsewhere"));

        assertEquals("Cannot create " + inNoFolder + ": its folder is not there.", refusal.getMessage());
    }

    @Test
    void theDefaultFolderIsMade() throws IOException {
        Path defaultFolder = folder.resolve("zoned/nvme");
        SourcePath inDefault = new SourcePath(defaultFolder.resolve("z.raw").toString());
        BackingFile file = BackingFile.planned(inDefault, SIZE, "owner", defaultFolder.toString());

        file.draft(ImageFormat.RAW, false, Optional.empty());
        file.settle();

        assertEquals(SIZE.bytes(), Files.size(defaultFolder.resolve("z.raw")));
        assertEquals("rwx--x--x", permissions(defaultFolder));
    }

    @Test
    void aFileThatIsThereIsUsableAtItsSizeOnly() throws IOException {
        Files.write(path, CONTENT);
        SourcePath source = new SourcePath(path.toString());

        BackingFile.requireUsable(source, new ByteSize(3));
        HostException refusal = assertThrows(HostException.class, () -> BackingFile.requireUsable(source, SIZE));

        assertEquals("Cannot use " + path + ": its size is 3 bytes, expected 1048576 (1M).", refusal.getMessage());
        assertThrows(
                HostException.class,
                () -> BackingFile.requireUsable(new SourcePath(folder.toString()), new ByteSize(4096)));
    }

    private BackingFile planned() {
        return BackingFile.planned(new SourcePath(path.toString()), SIZE, "owner", "/elsewhere");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** What of the file takes room, by stat(1): Java has no attribute for it. */
    private static long allocated(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
        try (var output = stat.inputReader()) {
            return 512 * Long.parseLong(output.readLine());
        }
    }
}
