package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "smr0", "a_b-c", "ABCDEFGHIJKLMNOP", "port"})
    void takes(String text) {
        assertEquals(text, new DeviceName(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "_a",
                "a b",
                "a.b",
                "a/b",
                "a,b",
                "é",
                "abcdefghijklmnopq",
                "virtio-scsi",
                "virtio-scsi-2048",
                "x-ctl",
                "x-port",
                "x-ns",
                "a\n"
            })
    void refuses(String text) {
        assertThrows(InvalidDeviceException.class, () -> new DeviceName(text));
    }

    /** They stand in domains: another derivation would make other devices of the same requests. */
    @ParameterizedTest
    @CsvSource({
        "NVME_ZNS, /var/lib/libvirt/zoned/nvme/zns0.raw, zns0-210847",
        "VIRTIO_SCSI, zbc:/var/lib/libvirt/zoned/zbc0.raw, zbc0-399bd2",
        "VIRTIO_SCSI, /dev/disk/by-id/wwn-0x5000c500a1b2c3d4, wwn-0x500-81eb0e",
        "VHOST_SCSI, naa.5001405a160fe2e1, naa-be1d95"
    })
    void isDerivedAsEver(Way way, String source, String name) {
        assertEquals(name, DeviceName.derived(way, source).text());
    }

    @Test
    void isDerivedOfTheWayAndTheWholeSource() {
        DeviceName name = DeviceName.derived(Way.VIRTIO_BLK, "/dev/nullb0");

        assertEquals(name, DeviceName.derived(Way.VIRTIO_BLK, "/dev/nullb0"));
        assertNotEquals(name, DeviceName.derived(Way.VIRTIO_SCSI, "/dev/nullb0"));
        assertNotEquals(name, DeviceName.derived(Way.VIRTIO_BLK, "/dev/x/nullb0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/.hidden", "/x/日本", "/x/--a", "/x/_", "/x/a very long name of a file.raw", "/x/a'b\"c"})
    void isDerivedOfEverySource(String source) {
        Set<DeviceName> names = new HashSet<>();
        for (Way way : Way.values()) {
            names.add(DeviceName.derived(way, source));
        }
        assertEquals(Way.values().length, names.size());
    }
}
