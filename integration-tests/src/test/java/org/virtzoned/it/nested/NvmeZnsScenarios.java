package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestDisk;
import org.virtzoned.it.guest.GuestReport;

/** NVMe Zoned Namespaces that QEMU emulates on files, in the folder that AppArmor lets it use. */
interface NvmeZnsScenarios {
    String FOLDER = "/var/lib/libvirt/zoned/nvme/";

    @Test
    @DisplayName("NVMe ZNS with the documented options; two namespaces on one controller, one of them conventional")
    default void namespaces(NestedHost host) {
        NestedGuest guest = NestedGuest.create(
                        host,
                        "zns",
                        "zoned.write=yes zoned.devices=3",
                        "--nvme-zns",
                        FOLDER + "zns0.raw,size=32G,zone-size=64M,zone-capacity=62M,logical-block-size=4096"
                                + ",append-limit=128K,max-open=16,max-active=32"
                                + ",uuid=5e40ec5f-eeb6-4317-bc5e-c919796a5f79,serial=deadbeef",
                        "--nvme-zns",
                        FOLDER + "seq.raw,name=seq,controller=both,size=256M,zone-size=8M,serial=BOTH",
                        "--nvme-zns",
                        FOLDER + "conv.raw,name=conv,controller=both,size=64M,zoned=no")
                .start();

        guest.qemu().assertUnprivileged();
        GuestReport report = guest.report();
        GuestDisk documented = report.disk("deadbeef");
        new Geometry(64 * Geometry.MIB, 62 * Geometry.MIB, 512, 0).assertSeen(documented, "the documented namespace");
        assertAll(
                () -> assertEquals(4096, documented.logicalBlockSizeBytes()),
                () -> assertEquals(16, documented.maxOpen()),
                () -> assertEquals(32, documented.maxActive()),
                () -> assertEquals(128 * 1024, documented.appendMaxBytes()));
        ZoneRules.assertObeyed(report.write(documented), "the documented namespace");

        Map<Integer, GuestDisk> both = report.disks().stream()
                .filter(disk -> disk.serial().equals("BOTH"))
                .collect(Collectors.toMap(GuestDisk::nsid, Function.identity()));
        assertEquals(Set.of(1, 2), both.keySet());
        Geometry.of(8 * Geometry.MIB, 32, 0).assertSeen(both.get(1), "the zoned namespace of two");
        ZoneRules.assertObeyed(report.write(both.get(1)), "the zoned namespace of two");
        assertAll(
                () -> assertEquals("none", both.get(2).zoned()),
                () -> assertEquals(64 * Geometry.MIB, both.get(2).sizeBytes()));
        guest.awaitEnd();
        HostState.assertNothingLeft(host);
    }
}
