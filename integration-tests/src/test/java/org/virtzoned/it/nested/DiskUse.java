package org.virtzoned.it.nested;

/** What else may have a disk of the nested host. {@code rig/clean} undoes it. */
final class DiskUse {
    static final String MOUNT = "/mnt/zoned-test";
    /** Of device-mapper, and of md. */
    static final String NAME = "zoned-test";

    private DiskUse() {}

    /** A zoned file system, mounted. */
    static void mount(NestedHost host, String disk) {
        run(host, "mkfs.btrfs --quiet --force --features zoned --data single --metadata single \"$1\"", disk);
        run(host, "mkdir -p " + MOUNT + " && mount -t btrfs \"$1\" " + MOUNT, disk);
    }

    /** A device of device-mapper on it. */
    static void map(NestedHost host, String disk) {
        run(host, "dmsetup create " + NAME + " --table \"0 $(blockdev --getsz \"$1\") linear $1 0\"", disk);
    }

    /** A RAID array of it alone. */
    static void assemble(NestedHost host, String disk) {
        run(
                host,
                "mdadm --quiet --create /dev/md/" + NAME
                        + " --run --force --level=1 --metadata=1.2 --raid-devices=1 \"$1\"",
                disk);
    }

    static void unmount(NestedHost host) {
        host.run("umount", MOUNT).succeeds();
    }

    static void unmap(NestedHost host) {
        host.run("dmsetup", "remove", "--retry", NAME).succeeds();
    }

    /** For good: udev would assemble it again when the disk is plugged in again. */
    static void disassemble(NestedHost host, String disk) {
        run(host, "mdadm --quiet --stop /dev/md/" + NAME + " && mdadm --quiet --zero-superblock \"$1\"", disk);
    }

    private static void run(NestedHost host, String script, String disk) {
        host.run("bash", "-c", "set -e; " + script + "; udevadm settle", "-", disk)
                .succeeds();
    }
}
