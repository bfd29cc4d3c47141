package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The hook at the start and stop of many guests at once. */
interface ManyGuestsScenarios {
    int GUESTS = 16;
    /** Each takes seconds of the nested host's processor. */
    Duration ALL_LIMIT = Duration.ofMinutes(10);

    @Test
    @DisplayName("16 guests started at once, each with a target of its own, and destroyed at once: nothing is left")
    @Requires({"module vhost_scsi", "module tcm_loop", "module target_core_user", "program tcmu-runner"})
    default void manyAtOnce(NestedHost host) {
        List<NestedGuest> guests = define(host, GUESTS);
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < GUESTS; i++) {
            expected.add(isVhost(i) ? guests.get(i).recorded(disk(i).name(), "wwpn") : disk(i).wwn());
        }

        assertEquals("", forAll(host, guests, "start", "--paused"));

        assertEquals(expected, targets(host));
        assertEquals("", forAll(host, guests, "destroy", ""));
        HostState.assertNothingLeft(host);
    }

    /** Half of them by vhost-scsi, half by a loopback disk; each on a copy of one formatted file. */
    private static List<NestedGuest> define(NestedHost host, int count) {
        ZbcDisk.SMALL.format(host);
        List<NestedGuest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ZbcDisk disk = disk(i);
            host.run("cp", "--sparse=always", ZbcDisk.SMALL.path(), disk.path()).succeeds();
            guests.add(NestedGuest.define(
                            host, disk.name(), "", isVhost(i) ? "--vhost-scsi" : "--virtio-scsi", disk.request())
                    .unconfined());
        }
        return guests;
    }

    private static boolean isVhost(int index) {
        return index % 2 == 0;
    }

    private static ZbcDisk disk(int index) {
        String name = "many" + index;
        return new ZbcDisk(name, "/var/local/" + name + ".raw", ZbcDisk.SMALL.geometry());
    }

    /** What virsh said, of all of them at once. */
    private static String forAll(NestedHost host, List<NestedGuest> guests, String command, String option) {
        String script = "command=$1 option=$2; shift 2\n"
                + "for name; do virsh -q -c qemu:///system \"$command\" \"$name\" $option 2>&1 & done; wait";
        List<String> words = new ArrayList<>(List.of("bash", "-c", script, "-", command, option));
        guests.forEach(guest -> words.add(guest.name()));
        return host.runWith("", words, ALL_LIMIT).succeeds().out();
    }

    /** Vhost targets with a LUN, by their WWPN, and disks of loopback targets, by their WWN. */
    private static Set<String> targets(NestedHost host) {
        String script = """
                for lun in /sys/kernel/config/target/vhost/naa.*/tpgt_1/lun/lun_0/*/udev_path; do
                  [[ ! -e $lun ]] || echo "$lun" | cut -d / -f 7
                done
                for disk in /dev/disk/by-id/wwn-0x6001405*; do
                  [[ ! -e $disk ]] || echo "${disk##*-0x}"
                done
                """;
        return new TreeSet<>(
                host.run("bash", "-c", script).succeeds().out().lines().toList());
    }
}
