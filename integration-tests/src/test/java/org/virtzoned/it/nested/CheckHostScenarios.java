package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.virtzoned.it.CommandResult;

/** {@code check WAY}: what it says of a host that has all, of one that lacks something, and of one that was mended so. */
interface CheckHostScenarios {
    /** What differs from run to run, before the result that it stands beside. */
    Pattern PADDING = Pattern.compile(" +: (PASS|WARN|FAIL)");

    @Test
    @DisplayName("A host that has all can do vhost-scsi: every check passes, the trial of KVM among them")
    @Requires({"module scsi_debug", "module vhost_scsi", "program tcmu-runner"})
    default void hostThatHasAll(NestedHost host) {
        HostManagedDisk.plugIn(host);

        CommandResult run = host.virtZoned("check", "vhost-scsi").succeeds();

        assertEquals(List.of(), lines(run, line -> !line.contains(" : PASS")), run::toString);
        assertEquals(
                List.of(
                        "vhost-scsi:disk: Checking that KVM runs a guest : PASS",
                        "vhost-scsi:zbc: Checking that KVM runs a guest : PASS"),
                lines(run, line -> line.contains("KVM")),
                run::toString);
    }

    @Test
    @DisplayName(
            "Without tcmu-runner, the hook and a module vhost-scsi fails, with the remedy of each; what the remedies say"
                    + " mends it")
    @Requires({"module vhost_scsi", "program tcmu-runner"})
    default void hostThatLacksSomething(NestedHost host) {
        String module =
                host.run("modinfo", "--filename", "vhost_scsi").succeeds().out().strip();
        String release = host.run("uname", "-r").succeeds().out().strip();
        try {
            host.rig("tcmu-runner", "stop").succeeds();
            host.virtZoned("hooks", "remove").succeeds();
            hide(host, module);
            CommandResult run = host.virtZoned("check", "vhost-scsi:zbc").exits(1);

            assertEquals(
                    List.of(
                            "vhost-scsi:zbc: Checking for the module vhost_scsi : FAIL (it is not in /lib/modules/"
                                    + release
                                    + ". Install the kernel's package again, or the one of its other modules (Ubuntu:"
                                    + " linux-modules-extra-" + release
                                    + "); or boot a kernel with CONFIG_VHOST_SCSI)",
                            "vhost-scsi:zbc: Checking for tcmu-runner : FAIL (it does not run: no emulated ZBC disk. Start"
                                    + " it)",
                            "vhost-scsi:zbc: Checking for the hook : FAIL (" + HookScenarios.HOOK
                                    + " is not there. Run: virt-zoned hooks install)"),
                    lines(run, line -> !line.contains(" : PASS")),
                    run::toString);
        } finally {
            bash(host, "[[ ! -e $1.hidden ]] || mv $1.hidden $1", module);
            host.rig("tcmu-runner").succeeds();
            host.virtZoned("hooks", "install").succeeds();
            // As its installation says where no systemd runs libvirtd: that has to be told of it, or begun anew.
            host.rig("libvirtd").succeeds();
        }
        CommandResult mended = host.virtZoned("check", "vhost-scsi:zbc").succeeds();

        assertEquals(List.of(), lines(mended, line -> !line.contains(" : PASS")), mended::toString);
    }

    /** Once a target was there LIO keeps the fabric's folder, which keeps the module. */
    private static void hide(NestedHost host, String module) {
        bash(
                host,
                "fabric=/sys/kernel/config/target/vhost; [[ ! -d $fabric ]] || rmdir $fabric;"
                        + " modprobe --remove vhost_scsi && mv $1 $1.hidden",
                module);
    }

    private static void bash(NestedHost host, String script, String argument) {
        host.run("bash", "-c", script, "-", argument).succeeds();
    }

    private static List<String> lines(CommandResult run, Predicate<String> wanted) {
        return run.out()
                .lines()
                .map(line -> PADDING.matcher(line).replaceFirst(" : $1"))
                .filter(wanted)
                .toList();
    }
}
