package org.virtzoned.it.nested;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Disks that {@code attach} cannot know well, having neither WWN nor serial number, and those that are not zoned at all. */
interface RefusedVirtioBlkScenarios {
    @TestFactory
    @DisplayName("The host's root disk, a plain disk and a disk of another geometry for virtio-blk")
    @Requires({"module null_blk", "module loop"})
    default Stream<DynamicTest> plainDisk(NestedHost host) {
        NullBlk.plugIn(host);
        NestedGuest guest = NestedGuest.define(host, "blk", "", "--virtio-blk", NullBlk.request());
        String good = guest.xml();
        Runnable restore = () -> guest.redefine(good);

        return new Refusals(host, guest)
                .when("the root disk", "disk-of-root", () -> guest.redefine(xml -> of(xml, "/dev/vda")), restore)
                .when(
                        "a disk without zones",
                        "disk-not-zoned",
                        () -> {
                            host.run(
                                            "bash",
                                            "-c",
                                            "modprobe loop && truncate -s 1G /var/local/plain.img && losetup /dev/loop0 /var/local/plain.img")
                                    .succeeds();
                            guest.redefine(xml -> of(xml, "/dev/loop0"));
                        },
                        () -> {
                            restore.run();
                            host.run("losetup", "--detach", "/dev/loop0").succeeds();
                        })
                .when(
                        "a disk whose zones have another size than the one that was attached",
                        "disk-of-another-geometry",
                        () -> guest.redefine(Metadata.with("zone-size", "8M")),
                        restore)
                .when(
                        "AppArmor's rules are not there, without which QEMU takes it for a plain disk",
                        "rules-not-there",
                        () -> host.run("mv", ConfinementScenarios.RULES, ConfinementScenarios.RULES + ".away")
                                .succeeds(),
                        () -> host.run("mv", ConfinementScenarios.RULES + ".away", ConfinementScenarios.RULES)
                                .succeeds())
                .tests();
    }

    /** Its source is another disk, of which nothing else is recorded. */
    private static String of(String xml, String node) {
        return Metadata.without("size").apply(Metadata.without("zone-size").apply(xml.replace(NullBlk.NODE, node)));
    }
}
