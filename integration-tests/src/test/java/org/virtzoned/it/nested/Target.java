package org.virtzoned.it.nested;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LIO targets of the nested host, made by targetcli as the drive makers' pages and LIO's own document it.
 *
 * @see <a href="https://zonedstorage.io/docs/tools/qemu">QEMU and KVM: vhost-scsi</a>
 * @see <a href="https://zonedstorage.io/docs/tools/tcmu-runner">tcmu-runner ZBC disk emulation</a>
 */
final class Target {
    private static final Pattern CREATED = Pattern.compile("Created target (naa\\.[0-9a-f]{16})\\.");

    private Target() {}

    /** A backstore that passes a SCSI disk's commands on. */
    static void createPscsi(NestedHost host, String name, String disk) {
        targetcli(host, "cd /backstores/pscsi", "create name=" + name + " dev=" + disk);
    }

    /** A backstore of tcmu-runner's, on a file that it makes and formats, whatever the file held before. */
    static void createZbc(NestedHost host, ZbcDisk disk) {
        createZbc(host, disk, disk.formatting());
    }

    /** A backstore on a file that was formatted, which is taken as it is: by its path alone. */
    static void openZbc(NestedHost host, ZbcDisk disk) {
        createZbc(host, disk, disk.path());
    }

    static void deleteZbc(NestedHost host, ZbcDisk disk) {
        targetcli(host, "cd /backstores/user:zbc", "delete " + disk.name());
    }

    private static void createZbc(NestedHost host, ZbcDisk disk, String configuration) {
        targetcli(
                host,
                "cd /backstores/user:zbc",
                "create name=" + disk.name() + " size=" + disk.size() + " cfgstring=" + configuration + " wwn="
                        + disk.unitSerial());
    }

    static void deletePscsi(NestedHost host, String name) {
        targetcli(host, "cd /backstores/pscsi", "delete " + name);
    }

    /** A target for guests without a LUN. */
    static void createVhost(NestedHost host, String wwpn) {
        targetcli(host, "cd /vhost", "create " + wwpn);
    }

    static void deleteVhost(NestedHost host, String wwpn) {
        targetcli(host, "cd /vhost", "delete " + wwpn);
    }

    /** A target for guests, with a backstore as its LUN; gives its WWPN. */
    static String exportByVhost(NestedHost host, String backstore) {
        String wwpn = create(host, "/vhost");
        targetcli(host, "cd /vhost/" + wwpn + "/tpg1/luns", "create /backstores/" + backstore + " 0");
        return wwpn;
    }

    /** A target that makes a backstore a SCSI disk of the host itself; gives its WWPN. */
    static String exportByLoopback(NestedHost host, String backstore) {
        String wwpn = create(host, "/loopback");
        targetcli(host, "cd /loopback/" + wwpn + "/luns", "create /backstores/" + backstore + " 0");
        host.run("udevadm", "settle").succeeds();
        return wwpn;
    }

    static void deleteLoopback(NestedHost host, String wwpn) {
        targetcli(host, "cd /loopback", "delete " + wwpn);
    }

    private static String create(NestedHost host, String fabric) {
        Matcher created = CREATED.matcher(targetcli(host, "cd " + fabric, "create"));
        if (!created.find()) {
            throw new AssertionError("targetcli created no target in " + fabric);
        }
        return created.group(1);
    }

    /** What a session of commands printed. It exits with 0 whatever happened, so errors are looked for in its words. */
    private static String targetcli(NestedHost host, String... commands) {
        String session = String.join("\n", commands) + "\nexit\n";
        String out = host.runWith(session, List.of("targetcli")).succeeds().out();
        if (!out.contains("reated ") && !out.contains("eleted ")) {
            throw new AssertionError("targetcli did nothing by\n" + session + "--- it said\n" + out);
        }
        return out;
    }
}
