package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the zones in the file of an emulated ZBC disk when its backstore goes and comes. */
interface ZbcFileScenarios {
    @Test
    @DisplayName(
            "An emulated ZBC disk whose backstore is made again: by path alone it keeps its zones, as documented it loses them")
    @Requires({"module tcm_loop", "module target_core_user", "program targetcli", "program tcmu-runner"})
    default void backstoreMadeAgain(NestedHost host) {
        LoopbackDisk disk = LoopbackDisk.make(host);
        disk.writeBlock();
        assertEquals(ZbcDisk.BLOCK_SECTORS512, disk.writtenSectors512(), "after a write");

        disk.takeAway();
        disk.bringBackByPathAlone();
        assertEquals(ZbcDisk.BLOCK_SECTORS512, disk.writtenSectors512(), "by path alone");

        disk.takeAway();
        disk.bringBackAsDocumented();
        assertEquals(0, disk.writtenSectors512(), "by the documented command");
    }

    @Test
    @DisplayName(
            "An emulated ZBC disk whose tcmu-runner is killed: by path alone it keeps its zones, as documented it loses them")
    @Requires({"module tcm_loop", "module target_core_user", "program targetcli", "program tcmu-runner"})
    default void runnerKilled(NestedHost host) {
        LoopbackDisk disk = LoopbackDisk.make(host);
        disk.writeBlock();

        host.rig("tcmu-runner").succeeds();
        assertEquals(0, disk.writtenSectors512(), "with the options of the documented command");

        disk.takeAway();
        disk.bringBackByPathAlone();
        disk.writeBlock();
        host.rig("tcmu-runner").succeeds();
        assertEquals(ZbcDisk.BLOCK_SECTORS512, disk.writtenSectors512(), "by path alone");
    }

    /** The small ZBC disk, as a disk of the nested host itself. */
    final class LoopbackDisk {
        private static final ZbcDisk ZBC = ZbcDisk.SMALL;
        private static final Pattern WRITE_POINTER = Pattern.compile("wptr 0x([0-9a-f]+)");

        private final NestedHost host;
        private String target;
        private String node;

        private LoopbackDisk(NestedHost host) {
            this.host = host;
        }

        static LoopbackDisk make(NestedHost host) {
            LoopbackDisk disk = new LoopbackDisk(host);
            disk.bringBackAsDocumented();
            return disk;
        }

        void bringBackAsDocumented() {
            Target.createZbc(host, ZBC);
            plugIn();
        }

        void bringBackByPathAlone() {
            Target.openZbc(host, ZBC);
            plugIn();
        }

        void takeAway() {
            Target.deleteLoopback(host, target);
            Target.deleteZbc(host, ZBC);
        }

        /** To the first sequential zone. */
        void writeBlock() {
            String block = Long.toString(ZBC.firstSequentialSector512() / ZbcDisk.BLOCK_SECTORS512);
            host.run("dd", "if=/dev/urandom", "of=" + node, "bs=4096", "count=1", "seek=" + block, "oflag=direct")
                    .succeeds();
        }

        /** How far the first sequential zone is written. */
        long writtenSectors512() {
            String first = Long.toString(ZBC.firstSequentialSector512());
            String zone = host.run("blkzone", "report", "--offset", first, "--count", "1", node)
                    .succeeds()
                    .out();
            Matcher pointer = WRITE_POINTER.matcher(zone);
            if (!pointer.find()) {
                throw new AssertionError("blkzone reports no write pointer: " + zone);
            }
            return Long.parseLong(pointer.group(1), 16);
        }

        private void plugIn() {
            target = Target.exportByLoopback(host, ZBC.backstore());
            node = "/dev/disk/by-id/wwn-0x" + ZBC.wwn();
        }
    }
}
