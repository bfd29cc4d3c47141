package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths in requests, of a user whose working directory is {@code /home/ann}. */
class SourcePathsTest {
    private static final SourcePaths ELSEWHERE = SourcePaths.of("/nvme", "/zbc");
    private static final SourcePaths HERE = ELSEWHERE.relativeTo("/home/ann");

    @ParameterizedTest
    @CsvSource({
        "a.raw, /nvme/a.raw",
        "./a.raw, /home/ann/a.raw",
        "images/a.raw, /home/ann/images/a.raw",
        "../bob/a.raw, /home/bob/a.raw",
        "../../../../a.raw, /a.raw",
        "images//./x/../a.raw, /home/ann/images/a.raw",
        "/srv/a.raw, /srv/a.raw",
        "//srv//a.raw, /srv/a.raw",
        "/srv/./a.raw, /srv/a.raw",
        "/srv/x/../a.raw, /srv/a.raw",
        "/../a.raw, /a.raw",
        "/srv/..a, /srv/..a",
        "/srv/a:b, /srv/a:b",
        "./a:b, /home/ann/a:b"
    })
    void oneSpelling(String text, String path) {
        assertEquals(path, HERE.namespaceFile(text).text());
    }

    @Test
    void eachKindOfFileHasItsFolder() {
        assertEquals("/zbc/a.raw", HERE.zbcFile("a.raw").text());
        assertEquals("/home/ann/a.raw", HERE.zbcFile("./a.raw").text());
        assertEquals("/home/ann/sdf", HERE.path("./sdf").text());
    }

    /** What names a folder, or is a source of another kind, is not a relative path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/srv/",
                "/srv/.",
                "/srv/..",
                "images/",
                "images/..",
                "./",
                "http://x/a.raw",
                "zbc:/a",
                "a\nb/c"
            })
    void refused(String text) {
        assertThrows(InvalidDeviceException.class, () -> HERE.namespaceFile(text));
    }

    @Test
    void aDiskHasNoFolderOfItsOwn() {
        assertThrows(InvalidDeviceException.class, () -> HERE.path("sdf"));
    }

    @Test
    void onAnotherHostThereIsNoWorkingDirectory() {
        assertEquals("/nvme/a.raw", ELSEWHERE.namespaceFile("a.raw").text());
        assertEquals("/srv/a.raw", ELSEWHERE.namespaceFile("/srv//a.raw").text());
        InvalidDeviceException refusal =
                assertThrows(InvalidDeviceException.class, () -> ELSEWHERE.namespaceFile("./a.raw"));
        assertEquals("path is './a.raw', expected an absolute path.", refusal.getMessage());
    }

    @Test
    void aRecordIsTakenAsItStands() {
        assertEquals(
                "/srv/a.raw", SourcePaths.RECORDED.namespaceFile("/srv/a.raw").text());
        for (String text : List.of("a.raw", "./a.raw", "/srv//a.raw", "/srv/./a.raw", "/srv/x/../a.raw")) {
            assertThrows(InvalidDeviceException.class, () -> SourcePaths.RECORDED.namespaceFile(text), text);
            assertThrows(InvalidDeviceException.class, () -> SourcePaths.RECORDED.zbcFile(text), text);
        }
    }

    /** Else the same request again would be another device. */
    @Test
    void theNameFollowsFromTheOneSpelling() {
        DeviceReader reader = new DeviceReader(name -> null, HERE);
        String words = ",size=1G,zone-size=16M";

        assertEquals(
                reader.fromOption(Way.NVME_ZNS, "/home/ann/z.raw" + words),
                reader.fromOption(Way.NVME_ZNS, ".//z.raw" + words));
        assertEquals(
                reader.fromOption(Way.VHOST_SCSI, "zbc:/home/ann/z.raw" + words),
                reader.fromOption(Way.VHOST_SCSI, "zbc:x/../z.raw" + words));
        assertEquals(
                reader.fromOption(Way.VIRTIO_BLK, "/dev/nullb0"), reader.fromOption(Way.VIRTIO_BLK, "//dev/./nullb0"));
    }
}
