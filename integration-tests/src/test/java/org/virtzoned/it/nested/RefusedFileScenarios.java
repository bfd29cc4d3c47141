package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that a guest must not have, or that may not be made, and what {@code virsh start} prints then. No file is changed. */
interface RefusedFileScenarios {
    /** On a file system of its own. */
    ZbcDisk DISK = ZbcDisk.SMALL.at(DiskUse.MOUNT + "/zbc1.raw");

    String FILE_SYSTEM = "/var/local/file-system.img";

    @TestFactory
    @DisplayName("The file of an emulated ZBC disk that is not there, is another, or that somebody else has")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner", "program targetcli"})
    default Stream<DynamicTest> file(NestedHost host) {
        host.run("truncate", "-s", "96M", FILE_SYSTEM).succeeds();
        host.run("mkfs.ext4", "-q", FILE_SYSTEM).succeeds();
        mount(host);
        DISK.format(host);
        NestedGuest guest = NestedGuest.define(host, "zbc", "", "--vhost-scsi", DISK.request());
        NestedGuest other = NestedGuest.define(host, "other", "", "--virtio-scsi", DISK.request());
        String good = guest.xml();
        String wwpn = guest.recorded(DISK.name(), "wwpn");

        Stream<DynamicTest> refusals = new Refusals(host, guest)
                .when("its file system is not mounted", "file-not-mounted", () -> DiskUse.unmount(host), () -> {
                    host.run("test", "!", "-e", DISK.path()).succeeds();
                    mount(host);
                })
                .when(
                        "its file system is not mounted, and the hook may make it, and has done so before",
                        "file-made-before-not-mounted",
                        () -> {
                            guest.redefine(Metadata.with("create", "yes"));
                            guest.startPaused().destroy();
                            DiskUse.unmount(host);
                        },
                        () -> {
                            host.run("test", "!", "-e", DISK.path()).succeeds();
                            mount(host);
                            guest.redefine(good);
                        })
                .when(
                        "a file of another size",
                        "file-of-another-size",
                        () -> truncate(host, "+1M"),
                        () -> truncate(host, "-1M"))
                .when(
                        "a file of another geometry",
                        "file-of-another-geometry",
                        () -> guest.redefine(Metadata.with("zone-size", "8M")),
                        () -> guest.redefine(good))
                .when(
                        "the image of a guest",
                        "file-is-an-image",
                        () -> {
                            aside(host);
                            host.run("qemu-img", "create", "-q", "-f", "qcow2", DISK.path(), "64M")
                                    .succeeds();
                        },
                        () -> {
                            host.run("qemu-img", "check", "-q", DISK.path()).succeeds();
                            back(host);
                        })
                .when(
                        "an empty file",
                        "file-is-empty",
                        () -> {
                            aside(host);
                            host.run("touch", DISK.path()).succeeds();
                        },
                        () -> {
                            host.run("test", "!", "-s", DISK.path()).succeeds();
                            back(host);
                        })
                .when(
                        "a symbolic link to it",
                        "file-is-a-link",
                        () -> {
                            aside(host);
                            host.run("ln", "-s", DISK.path() + ".aside", DISK.path())
                                    .succeeds();
                        },
                        () -> back(host))
                .when("another guest runs with it", "file-of-another-domain", other::startPaused, other::destroy)
                .when(
                        "tcmu-runner is stopped",
                        "tcmu-runner-not-running",
                        () -> host.rig("tcmu-runner", "stop").succeeds(),
                        () -> host.rig("tcmu-runner").succeeds())
                .when(
                        "somebody else has made a target of that WWPN",
                        "target-in-the-way",
                        () -> Target.createVhost(host, wwpn),
                        () -> Target.deleteVhost(host, wwpn))
                .when(
                        "the policy allows no file there",
                        "file-not-allowed",
                        () -> Policy.set(host, "[folders]\nallow = /srv/zoned\n"),
                        () -> Policy.remove(host))
                .tests();
        String before = contents(host);
        return Stream.concat(
                refusals, Stream.of(dynamicTest("the file is as it was", () -> assertEquals(before, contents(host)))));
    }

    @TestFactory
    @DisplayName("The file of an emulated ZBC disk that the hook may make, but can't")
    @Requires({"module vhost_scsi", "module target_core_user", "program tcmu-runner"})
    default Stream<DynamicTest> newFile(NestedHost host) {
        NestedGuest guest = NestedGuest.define(host, "zbc", "", "--vhost-scsi", DISK.request() + ",create=yes");
        String good = guest.xml();
        host.run("mkdir", "-p", DiskUse.MOUNT).succeeds();

        return new Refusals(host, guest)
                .when(
                        "its file system is full",
                        "file-system-full",
                        () -> host.run(
                                        "bash",
                                        "-c",
                                        "mount -t tmpfs -o size=64k none " + DiskUse.MOUNT + " && ! cat /dev/zero > "
                                                + DiskUse.MOUNT + "/full 2> /dev/null")
                                .succeeds(),
                        () -> DiskUse.unmount(host))
                .when(
                        "its file system is read-only",
                        "file-system-read-only",
                        () -> host.run("mount", "-t", "tmpfs", "-o", "ro", "none", DiskUse.MOUNT)
                                .succeeds(),
                        () -> DiskUse.unmount(host))
                .when(
                        "its folder is a symbolic link",
                        "folder-is-a-link",
                        () -> {
                            host.run("ln", "-s", "/etc", "/var/local/link").succeeds();
                            guest.redefine(xml -> xml.replace(DiskUse.MOUNT, "/var/local/link"));
                        },
                        () -> {
                            host.run("test", "!", "-e", "/etc/zbc1.raw").succeeds();
                            host.run("rm", "/var/local/link").succeeds();
                            guest.redefine(good);
                        })
                .tests();
    }

    @TestFactory
    @DisplayName("The file of an NVMe namespace on QEMU's command line that is not there, is another, or not QEMU's")
    default Stream<DynamicTest> namespaceFile(NestedHost host) {
        String path = NvmeZnsScenarios.FOLDER + "zns0.raw";
        String make =
                "truncate -s 64M " + path + " && chown libvirt-qemu:libvirt-qemu " + path + " && chmod 600 " + path;
        NestedGuest guest = NestedGuest.define(host, "zns", "", "--nvme-zns", path + ",size=64M,zone-size=4M");
        Runnable restore = () -> host.run("bash", "-c", make).succeeds();

        restore.run();
        return new Refusals(host, guest)
                .when(
                        "not there",
                        "namespace-file-not-there",
                        () -> host.run("rm", path).succeeds(),
                        restore)
                .when(
                        "of another size",
                        "namespace-file-of-another-size",
                        () -> host.run("truncate", "-s", "32M", path).succeeds(),
                        restore)
                .when(
                        "of a user that QEMU isn't",
                        "namespace-file-not-of-qemu",
                        () -> host.run("chown", "root:root", path).succeeds(),
                        restore)
                .tests();
    }

    @Test
    @DisplayName("A target that the user looks after, which is not there, or has no LUN")
    @Requires({"module vhost_scsi", "program targetcli"})
    default void targetOfTheUserIncomplete(NestedHost host) {
        String wwpn = "naa.5001405a160fe2e1";
        NestedGuest guest = NestedGuest.define(host, "vhost", "", "--vhost-scsi", "wwpn=" + wwpn + ",managed=no");

        GoldenRefusal.ofStart(host, guest.name()).assertLike("target-of-the-user-not-there");
        Target.createVhost(host, wwpn);
        GoldenRefusal.ofStart(host, guest.name()).assertLike("target-of-the-user-without-lun");
        HostState.assertNothingLeft(host, wwpn);
    }

    private static void mount(NestedHost host) {
        host.run(
                        "bash",
                        "-c",
                        "modprobe loop && mkdir -p \"$1\" && mount \"$2\" \"$1\"",
                        "-",
                        DiskUse.MOUNT,
                        FILE_SYSTEM)
                .succeeds();
    }

    private static void truncate(NestedHost host, String by) {
        host.run("truncate", "-s", by, DISK.path()).succeeds();
    }

    private static void aside(NestedHost host) {
        host.run("mv", DISK.path(), DISK.path() + ".aside").succeeds();
    }

    private static void back(NestedHost host) {
        host.run("mv", DISK.path() + ".aside", DISK.path()).succeeds();
    }

    private static String contents(NestedHost host) {
        return host.run("sha256sum", DISK.path()).succeeds().out();
    }
}
