package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFileTest {
    private static final String ACT = "Cannot create domain 'x'";

    /** No user of this machine, and no group of these folders. */
    private static final String SOMEBODY = "+64999:+64999";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("image"));
    }

    @Test
    void oneThatIsThereIsTaken() {
        assertDoesNotThrow(() -> new GuestFile(file).requireThere(ACT, "disk"));
        assertDoesNotThrow(() -> new GuestFile(file).requireReadable(ACT, "disk"));
    }

    @Test
    void oneThatIsNotThereIsRefused() {
        Path absent = folder.resolve("absent/image");

        HostException refusal =
                assertThrows(HostException.class, () -> new GuestFile(absent).requireThere(ACT, "kernel"));

        assertEquals(ACT + ": its kernel " + absent + " does not exist.", refusal.getMessage());
    }

    @Test
    void aFolderIsRefused() {
        HostException refusal =
                assertThrows(HostException.class, () -> new GuestFile(folder).requireThere(ACT, "disk"));

        assertEquals(ACT + ": its disk " + folder + " is a folder, expected a file.", refusal.getMessage());
    }

    /** By the permissions of the owner, of the group, of others: whichever the user is. */
    @Test
    void theFolderThatIsClosedIsNamed() throws IOException {
        int uid = (int) Files.getAttribute(folder, "unix:uid");
        int gid = (int) Files.getAttribute(folder, "unix:gid");
        String ofTheGroup = "+64999:+" + gid;

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertEquals(Optional.of(folder), new GuestFile(file).folderClosedTo(SOMEBODY));
        assertEquals(Optional.of(folder), new GuestFile(file).folderClosedTo(ofTheGroup));

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x---"));
        assertEquals(Optional.of(folder), new GuestFile(file).folderClosedTo(SOMEBODY));
        assertEquals(Optional.empty(), new GuestFile(file).folderClosedTo(ofTheGroup));

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx-----x"));
        assertEquals(Optional.empty(), new GuestFile(file).folderClosedTo(SOMEBODY));
        assertEquals(Optional.of(folder), new GuestFile(file).folderClosedTo(ofTheGroup));

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertEquals(Optional.empty(), new GuestFile(file).folderClosedTo("+" + uid + ":+" + gid));
    }

    @Test
    void aLabelThatIsNotOfNumbersSaysNothing() {
        assertEquals(Optional.empty(), new GuestFile(file).folderClosedTo("libvirt-qemu:kvm"));
        assertEquals(Optional.empty(), new GuestFile(file).folderClosedTo("64055"));
    }
}
