package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** {@code virt-zoned devices}: the zoned block devices of a host, and who uses them. */
interface DevicesScenarios {
    /** Whether the hook holds a disk to be in use, for each of some nodes. */
    String VERDICTS = """
            import sys
            sys.path.insert(0, "/project/hooks")
            from virt_zoned_lio import disks, usage
            from virt_zoned_lio.qemus import Qemus
            for node in sys.argv[1:]:
                print(node, usage.holder(disks.find(node, "look at " + node), "", Qemus()) is not None)
            """;

    /** Has a disk for itself in a way that nothing but opening it shows, and gives the process. */
    String CLAIM = """
            python3 -c 'import os, sys, time; os.open(sys.argv[1], os.O_RDONLY | os.O_EXCL); print(flush=True); time.sleep(600)' \
              "$1" > /tmp/claim 2>&1 &
            until [[ -s /tmp/claim ]]; do sleep 0.1; done
            echo $!
            """;

    /** Plugs a disk out while it is watched. An interrupt reaches a job of its own only. */
    String WATCH = """
            set -m
            LIBVIRT_DEFAULT_URI=nosuch:///system /project/bin/virt-zoned devices --watch -o json > /tmp/watched &
            until grep -q /dev/nullb0 /tmp/watched; do sleep 0.1; done
            modprobe --remove null_blk
            until grep -q remove /tmp/watched; do sleep 0.1; done
            kill -INT %1
            wait %1
            grep /dev/nullb0 /tmp/watched
            rm /tmp/watched
            """;

    @Test
    @DisplayName(
            "The host's zoned block devices with who uses each, as the hook has it; as another host's; and watched")
    @Requires({
        "module scsi_debug",
        "module null_blk",
        "module vhost_scsi",
        "module btrfs",
        "module dm_mod",
        "program mkfs.btrfs",
        "program targetcli",
        "program virt-ssh-helper"
    })
    default void devices(NestedHost host) {
        List<HostManagedDisk> disks = HostManagedDisk.plugIn(host, 6);
        NullBlk.plugIn(host);
        DiskUse.mount(host, disks.get(0).node());
        DiskUse.map(host, disks.get(1).node());
        Target.createPscsi(host, "foreign", disks.get(2).byId());
        String foreign = Target.exportByVhost(host, "pscsi/foreign");
        NestedGuest guest = NestedGuest.define(
                        host,
                        "guest",
                        "",
                        "--vhost-scsi",
                        disks.get(3).request(),
                        "--virtio-scsi",
                        disks.get(4).byId() + ",name=lun")
                .startPaused();
        String own = "zoned-" + NestedGuest.uuid("guest") + "-smr";
        Map<String, String> expected = new TreeMap<>(Map.of(
                disks.get(0).node(),
                "[{\"kind\":\"mount\",\"mount-point\":\"" + DiskUse.MOUNT + "\"}]",
                disks.get(1).node(),
                "[{\"kind\":\"holder\",\"holder\":\"dm-0\",\"name\":\"" + DiskUse.NAME + "\"}]",
                disks.get(2).node(),
                "[" + backstore("foreign", foreign) + "]",
                disks.get(3).node(),
                "[" + backstore(own, guest.recorded("smr", "wwpn")) + ",{\"kind\":\"domain\",\"domain\":\"guest\"}]",
                disks.get(4).node(),
                "[{\"kind\":\"domain\",\"domain\":\"guest\"}]",
                disks.get(5).node(),
                "[]",
                NullBlk.NODE,
                "[{\"kind\":\"exclusive\"}]",
                "/dev/dm-0",
                "[]"));

        String claim = bash(host, CLAIM, NullBlk.NODE).succeeds().out().strip();
        try {
            JsonNode found = json(host.run("/project/bin/virt-zoned", "devices", "-o", "json"));
            assertEquals(expected, uses(found));
            assertEquals(verdicts(expected), verdicts(host, expected));
            assertDescribed(found, disks.get(0));
        } finally {
            host.run("kill", claim).succeeds();
        }
        assertAsOfAnotherHost(host, disks);
        assertWatched(host);
        guest.destroy();
        HostState.assertNothingLeft(host, foreign);
    }

    private static void assertDescribed(JsonNode found, HostManagedDisk disk) {
        JsonNode smr = Stream.iterate(0, index -> index < found.size(), index -> index + 1)
                .map(found::get)
                .filter(device -> device.path("node").asText().equals(disk.node()))
                .findFirst()
                .orElseThrow();
        assertAll(
                () -> assertEquals(disk.address(), smr.path("address").asText()),
                () -> assertEquals(disk.byId(), smr.path("stable-name").asText()),
                () -> assertEquals(disk.wwn(), smr.path("wwn").asText()),
                () -> assertEquals(disk.serial(), smr.path("serial").asText()),
                () -> assertEquals("host-managed", smr.path("zoned-model").asText()),
                () -> assertEquals(
                        HostManagedDisk.GEOMETRY.zones(), smr.path("zones").asLong()),
                () -> assertEquals(
                        HostManagedDisk.GEOMETRY.zoneSizeBytes(),
                        smr.path("zone-size-bytes").asLong()),
                () -> assertEquals(
                        HostManagedDisk.MAX_OPEN, smr.path("max-open-zones").asInt()));
    }

    /** By a transport of libvirt's that runs a program, which is how it goes by SSH. */
    private static void assertAsOfAnotherHost(NestedHost host, List<HostManagedDisk> disks) {
        bash(host, "printf '#!/bin/sh\\nexec virt-ssh-helper qemu:///system\\n' > /tmp/helper; chmod +x /tmp/helper")
                .succeeds();
        CommandResult other = host.run(
                "/project/bin/virt-zoned",
                "-c",
                "qemu+ext://nested-host/system?command=/tmp/helper",
                "devices",
                "-o",
                "json");
        host.run("rm", "/tmp/helper").succeeds();

        assertEquals(
                disks.stream().map(HostManagedDisk::address).toList(),
                json(other).findValuesAsText("address"));
        assertTrue(other.err().startsWith("warning: Of the host of 'qemu+ext://"), other.err());
    }

    private static void assertWatched(NestedHost host) {
        CommandResult watched = bash(host, WATCH);

        assertEquals(
                List.of("add", "remove"),
                watched.succeeds()
                        .out()
                        .lines()
                        .map(line -> json(line).path("event").asText())
                        .toList());
        assertEquals(
                List.of(
                        "warning: Which disks running domains have is not known: Cannot connect to libvirt: no connection"
                                + " driver available for nosuch:///system."),
                watched.err()
                        .lines()
                        .filter(line -> line.startsWith("warning: "))
                        .toList());
    }

    private static String backstore(String name, String wwpn) {
        return "{\"kind\":\"backstore\",\"name\":\"pscsi/" + name + "\",\"targets\":[\"vhost/" + wwpn + "\"]}";
    }

    /** Who uses each device, by its node. */
    private static Map<String, String> uses(JsonNode found) {
        Map<String, String> uses = new TreeMap<>();
        found.forEach(device ->
                uses.put(device.path("node").asText(), device.path("used-by").toString()));
        return uses;
    }

    private static Map<String, String> verdicts(Map<String, String> uses) {
        Map<String, String> verdicts = new TreeMap<>();
        uses.forEach((node, used) -> verdicts.put(node, used.equals("[]") ? "False" : "True"));
        return verdicts;
    }

    private static Map<String, String> verdicts(NestedHost host, Map<String, String> nodes) {
        Map<String, String> verdicts = new TreeMap<>();
        String[] command = Stream.concat(Stream.of("python3", "-B", "-c", VERDICTS), nodes.keySet().stream())
                .toArray(String[]::new);
        host.run(command).succeeds().out().lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            verdicts.put(words[0], words[1]);
        });
        return verdicts;
    }

    private static CommandResult bash(NestedHost host, String script, String... words) {
        return host.run(Stream.concat(Stream.of("bash", "-c", script, "-"), Stream.of(words))
                .toArray(String[]::new));
    }

    private static JsonNode json(CommandResult result) {
        return json(result.succeeds().out());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
