package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** Guests that are asked by their agents what they have of the host's disks. */
interface VerifyScenarios {
    @Test
    @DisplayName("A guest of all ways has each device as the host has it, and says its zones")
    @Requires({"module scsi_debug", "module vhost_scsi", "module tcm_loop", "program tcmu-runner", "module null_blk"})
    default void verifiedWays(NestedHost host) {
        List<AttachedWay> ways = AttachedWay.all(host);
        NestedGuest guest = NestedGuest.create(
                        host, "asked", "zoned.loop=yes zoned.devices=" + ways.size(), AttachedWay.options(ways))
                .withAgent()
                .unconfined()
                .start();
        guest.report();
        guest.awaitAgent();

        String verified = host.virtZoned("verify", "asked").succeeds().out();
        String zones =
                host.virtZoned("zones", "asked/zbc1", "--table").succeeds().out();

        host.virsh(
                        "qemu-agent-command",
                        "asked",
                        "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"busybox\",\"arg\":[\"mv\",\"/bin/blkzone\",\"/\"]}}")
                .succeeds();
        CommandResult withoutBlkzone = host.virtZoned("zones", "asked/zbc1");

        withoutBlkzone.refuses(
                "Cannot ask the guest of domain 'asked': it has no program blkzone to report zones.",
                "In the guest, install the package util-linux, of version 2.30 or newer.");
        assertEquals(
                ways.stream().map(way -> "PASS").toList(),
                verified.lines().map(line -> line.replaceFirst(".* : ", "")).toList(),
                verified);
        assertEquals(
                ZbcDisk.SMALL.geometry().zones(),
                zones.lines().filter(line -> line.contains(" 4M ")).count(),
                zones);
        assertEquals(
                ZbcDisk.SMALL.geometry().conventionalZones(),
                zones.lines().filter(line -> line.contains(" conventional ")).count(),
                zones);
        guest.destroy();
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName("A zoned virtio-blk disk that AppArmor makes QEMU take for a plain one is found out")
    @Requires({"module null_blk", "qemu 8.1", "kernel 6.4"})
    default void verifiedPlainDisk(NestedHost host) {
        NullBlk.plugIn(host);
        NestedGuest guest = NestedGuest.create(
                        host, "plain", "zoned.loop=yes zoned.devices=1", "--virtio-blk", NullBlk.NODE + ",name=blk")
                .withAgent();
        String rules = ConfinementScenarios.RULES;
        host.run("cp", "--preserve", rules, "/run/rules").succeeds();
        try {
            host.run("sed", "--in-place", "/^.sys.devices/d", rules).succeeds();
            guest.start();
        } finally {
            host.run("mv", "/run/rules", rules).succeeds();
        }
        guest.report();
        guest.awaitAgent();

        String verified = host.virtZoned("verify", "plain").exits(1).out();

        assertEquals(
                "Verifying device 'blk' (virtio-blk), /dev/vda in the guest : FAIL (model is none, expected host-managed."
                        + " QEMU took it for a plain disk: it is older than 8.1, or AppArmor or SELinux kept it from the"
                        + " disk's attributes ('virt-zoned hooks status' says whether the rules are there). Then destroy"
                        + " the guest and start it again.)\n",
                verified);
        guest.destroy();
        HostState.assertNothingLeft(host);
    }
}
