package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.guest.GuestReport;

/** Disks that come to a guest while it runs, and go. */
interface HotPlugScenarios {
    @Test
    @DisplayName("Disks of every way that can be plugged in: the guest gets them, and gives them up")
    @Requires({"module scsi_debug", "module vhost_scsi", "module tcm_loop", "program tcmu-runner"})
    default void pluggedAndUnplugged(NestedHost host) {
        List<AttachedWay> ways = AttachedWay.all(host).stream()
                .filter(way -> !way.option().equals("--nvme-zns"))
                .toList();
        NestedGuest guest = NestedGuest.define(host, "live", "zoned.loop=yes zoned.watch=yes")
                .withFreePorts(ways.size() + 1)
                .start();
        guest.report();

        host.virtZoned(words("attach", ways)).succeeds();
        GuestReport plugged = guest.plugged(ways.size());
        assertAll(ways.stream().map(way -> () -> way.geometry().assertSeen(way.seenIn(plugged), way.name())));
        assertFalse(guest.xml().contains("urn:virt-zoned"), "the definition is not asked to change");
        host.virtZoned(words("detach", ways)).succeeds();
        guest.awaitUnplugged(ways.size());
        assertFalse(guest.liveXml().contains("urn:virt-zoned"), "the guest has nothing of ours any more");
        HostState.assertNothingLeft(host);
    }

    @Test
    @DisplayName(
            "Plugged in and defined in one: there at the next start, too; unplugged by virsh: detach --live does the rest")
    @Requires({"module scsi_debug", "module vhost_scsi", "module target_core_pscsi"})
    default void liveAndConfig(NestedHost host) {
        HostManagedDisk disk = HostManagedDisk.plugIn(host);
        NestedGuest guest = NestedGuest.define(host, "both", "zoned.loop=yes zoned.watch=yes")
                .withFreePorts(1)
                .unconfined()
                .start();
        guest.report();

        host.virtZoned("attach", "both", "--live", "--config", "--vhost-scsi", disk.node() + ",name=smr0")
                .succeeds();
        HostManagedDisk.GEOMETRY.assertSeen(guest.plugged(1).disk(disk.serial()), "the SMR disk");
        guest.destroy();
        HostState.assertNothingLeft(host);
        guest.startPaused();
        assertTrue(onHost(host).contains("smr0"), "at the next start");
        guest.destroy();

        guest.start();
        guest.report();
        host.runWith(
                        guest.liveXml().replaceAll("(?s).*(<hostdev .*</hostdev>).*", "$1"),
                        List.of("virsh", "-q", "-c", "qemu:///system", "detach-device", "both", "/dev/stdin", "--live"))
                .succeeds();
        guest.awaitUnplugged(1);
        assertTrue(host.virtZoned("check", "--domain", "both")
                .exits(1)
                .out()
                .contains("the running guest records it and has not got it, or only in part"));
        host.virtZoned("detach", "both", "--live", "--config", "smr0").succeeds();
        HostState.assertNothingLeft(host);
        assertFalse(guest.xml().contains("urn:virt-zoned"));
    }

    private static String onHost(NestedHost host) {
        return host.run("/usr/local/sbin/virt-zoned-lio", "show").succeeds().out();
    }

    private static String[] words(String command, List<AttachedWay> ways) {
        boolean attach = command.equals("attach");
        return Stream.concat(
                        Stream.of(command, "live", "--live"),
                        ways.stream()
                                .flatMap(way -> attach ? Stream.of(way.option(), named(way)) : Stream.of(nameOf(way))))
                .toArray(String[]::new);
    }

    private static String named(AttachedWay way) {
        return way.value().contains(",name=") ? way.value() : way.value() + ",name=" + nameOf(way);
    }

    private static String nameOf(AttachedWay way) {
        return way.value().contains(",name=")
                ? way.value().replaceFirst(".*,name=([^,]*).*", "$1")
                : "d" + Integer.toHexString(way.name().hashCode());
    }
}
