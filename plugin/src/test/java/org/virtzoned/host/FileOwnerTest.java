package org.virtzoned.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;

/** Files are given to the user who runs the tests: to nobody else may everyone give one. */
class FileOwnerTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("f"));
    }

    @Test
    void isReadOfALabel() {
        assertEquals(new FileOwner("+64055", "+64055"), FileOwner.parse("+64055:+64055"));
        assertEquals(new FileOwner("libvirt-qemu", "kvm"), FileOwner.parse("libvirt-qemu:kvm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", ":", "root:", ":root", "a:b:c"})
    void isRefused(String label) {
        assertThrows(HostException.class, () -> FileOwner.parse(label));
    }

    @Test
    void isGivenAFileByNumber() throws IOException {
        FileOwner owner =
                new FileOwner("+" + Files.getAttribute(file, "unix:uid"), "" + Files.getAttribute(file, "unix:gid"));

        assertGiven(owner);
    }

    @Test
    void isGivenAFileByName() throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);

        assertGiven(
                new FileOwner(attributes.owner().getName(), attributes.group().getName()));
    }

    @Test
    void isNamedWhereThereIsNone() {
        BackingFile backing =
                BackingFile.planned(new SourcePath(folder.resolve("z").toString()), new ByteSize(4096), "owner", "/x");

        HostException refusal = assertThrows(
                HostException.class,
                () -> backing.draft(ImageFormat.RAW, false, Optional.of(new FileOwner("no-such-user", "+0"))));
        backing.discard();

        assertEquals(
                "Cannot create " + folder.resolve("z") + ": there is no user or group 'no-such-user'.",
                refusal.getMessage());
    }

    private void assertGiven(FileOwner owner) throws IOException {
        PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);

        owner.give(file);

        PosixFileAttributes after = Files.readAttributes(file, PosixFileAttributes.class);
        assertEquals(before.owner(), after.owner());
        assertEquals(before.group(), after.group());
    }
}
