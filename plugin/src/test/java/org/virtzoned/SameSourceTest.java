package org.virtzoned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.libvirt.LibvirtConnection;

/** One file by two names in one domain of libvirt's test driver: each name alone is as good as the other. */
class SameSourceTest {
    @TempDir
    private Path folder;

    private VirtZoned virtZoned;
    private LibvirtConnection libvirt;
    private Path file;

    @BeforeEach
    void connect() throws IOException {
        virtZoned = VirtZoned.connect("test:///default");
        libvirt = LibvirtConnection.open(Optional.of("test:///default"));
        virtZoned.create("guest", "minimal", Map.of("type", "kvm"), List.of()).apply();
        file = Files.write(folder.resolve("z.raw"), new byte[1 << 20]);
    }

    @AfterEach
    void close() {
        libvirt.undefine("guest", libvirt.domain("guest").uuid());
        libvirt.close();
        virtZoned.close();
    }

    @Test
    void aDiskOfTheUsersThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), file);
        addDisk("<disk type='file'><source file='" + link + "'/><target dev='vda'/></disk>");

        assertRefused("<source> in the domain's <devices>", namespace(file));
    }

    @Test
    void aVolume() {
        libvirt.volumes()
                .create("default-pool", "z.raw", ByteSize.parse("1M"), ImageFormat.RAW, false, Optional.empty());
        try {
            addDisk("<disk type='volume'><source pool='default-pool' volume='z.raw'/><target dev='vda'/></disk>");

            assertRefused("<source> in the domain's <devices>", namespace(Path.of("/default-pool/z.raw")));
        } finally {
            libvirt.volumes().delete("default-pool", "z.raw");
        }
    }

    @Test
    void twoRequestsThroughALinkedFolder() throws IOException {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder);

        assertRefused(
                "device 'first'",
                VirtZoned.device(Way.NVME_ZNS, linked.resolve("new.raw") + ",size=1M,zone-size=64K,name=first"),
                namespace(folder.resolve("new.raw")));
    }

    /** A volume in a pool that is not there is no other's file. */
    @Test
    void anUnknownPool() {
        addDisk("<disk type='volume'><source pool='absent' volume='z.raw'/><target dev='vda'/></disk>");

        assertEquals(
                1,
                virtZoned
                        .attach("guest", List.of(namespace(folder.resolve("new.raw"))))
                        .attachments()
                        .size());
    }

    private void addDisk(String element) {
        libvirt.define("guest", libvirt.domain("guest").xml().replace("</devices>", element + "</devices>"));
    }

    private void assertRefused(String holder, ZonedDevice... devices) {
        String path = devices[devices.length - 1].source();
        VirtZonedException refusal =
                assertThrows(VirtZonedException.class, () -> virtZoned.attach("guest", List.of(devices)));

        assertEquals(ErrorCode.CONFLICT, refusal.code());
        assertEquals(
                "Cannot attach " + path + " to domain 'guest' with nvme-zns: the file " + path
                        + " is in use already, by " + holder + ".",
                refusal.getMessage());
    }

    private static ZonedDevice namespace(Path path) {
        return VirtZoned.device(Way.NVME_ZNS, path + ",size=1M,zone-size=64K,reuse=yes,name=z");
    }
}
