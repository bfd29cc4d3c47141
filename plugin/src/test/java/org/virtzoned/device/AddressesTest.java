package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices are found by: WWPNs, SCSI addresses, paths, names of volumes. */
class AddressesTest {
    @Test
    void wwpnIsInLowerCase() {
        assertEquals("naa.5001405a160fe2e1", new Wwpn("NAA.5001405A160FE2E1").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "naa.",
                "naa.5001405a160fe2e",
                "naa.5001405a160fe2e10",
                "5001405a160fe2e1",
                "eui.5001405a160fe2e1",
                "naa.5001405a160fe2eg",
                "naa.5001405a160fe2e1\n"
            })
    void wwpnIsRefused(String text) {
        assertThrows(InvalidDeviceException.class, () -> new Wwpn(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:0:0:0", "2:0:1:3", "999999:0:0:999999999"})
    void scsiAddressIsReadAsPrinted(String text) {
        assertEquals(text, ScsiAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0:0:0", "0:0:0:0:0", "a:0:0:0", "-1:0:0:0", "[0:0:0:0]", "0:0:0:9999999999", "0: 0:0:0"})
    void scsiAddressIsRefused(String text) {
        assertThrows(InvalidDeviceException.class, () -> ScsiAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/b", "/a b/c,d", "/..a/b..", "/日本/💾", "/a'b\"c<&>"})
    void pathIsTaken(String text) {
        assertEquals(text, new SourcePath(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "./a",
                "a/b",
                "/a/",
                "//a",
                "/a//b",
                "/./a",
                "/a/.",
                "/../a",
                "/a/../b",
                "/a/..",
                "/a\nb",
                "/a\u0000",
                "/a\u007f",
                "/a\u0085",
                "/a\ud800",
                "/a\uffff",
                "/a\ufffd"
            })
    void pathIsRefused(String text) {
        assertThrows(InvalidDeviceException.class, () -> new SourcePath(text));
    }

    @Test
    void pathIsAtMostAsLongAsLinuxTakesIt() {
        String longest = "/" + "a".repeat(4094);

        assertEquals(longest, new SourcePath(longest).text());
        assertThrows(InvalidDeviceException.class, () -> new SourcePath(longest + "a"));
    }

    @Test
    void pathIsBelowAFolderByWholeSteps() {
        SourcePath path = new SourcePath("/dev/disk/x");

        assertEquals(true, path.isBelow("/dev"));
        assertEquals(true, path.isBelow("/dev/disk/"));
        assertEquals(false, path.isBelow("/de"));
        assertEquals(false, new SourcePath("/devil").isBelow("/dev"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\nb", "a\uFFFEb"})
    void volumeNameIsRefused(String name) {
        assertThrows(
                InvalidDeviceException.class,
                () -> new NamespaceFile(Optional.empty(), Optional.of("pool"), Optional.of(name), ImageFormat.RAW));
    }
}
