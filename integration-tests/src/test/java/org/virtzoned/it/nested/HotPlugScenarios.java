package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
