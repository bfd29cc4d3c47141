package org.virtzoned.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.virtzoned.CheckedWay;
import org.virtzoned.VirtZoned;
import org.virtzoned.WayCheck;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code check}: what a host can do, or what is wrong with a domain's zoned devices. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Say whether this host can do ways of attaching; or, with --domain, what is wrong with the zoned"
                + " devices of a domain, and with what of this host they name.",
        footer = "%nExits 1 if a check of what is asked for fails. A guest of a few instructions is run to try KVM;"
                + " nothing is loaded, started or changed.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WAY",
            arity = "0..*",
            description =
                    "virtio-scsi, vhost-scsi, nvme-zns or virtio-blk; virtio-scsi:disk, vhost-scsi:zbc and so on for"
                            + " only the host's disks, or only emulated ZBC disks. Without one: all.")
    private List<String> words = List.of();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if (domain == null) {
            return print(CheckReport.ofWays(checkHost(ways())));
        }
        if (!words.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Either ways of attaching are checked, or the devices of a domain: WAY or --domain.");
        }
        try (VirtZoned virtZoned = program.connect()) {
            CheckReport report = CheckReport.of(virtZoned.check(domain));
            if (report.isEmpty() && !output.json()) {
                spec.commandLine().getOut().println("Nothing to check: domain '" + domain + "' has no zoned devices.");
            }
            return print(report);
        }
    }

    /** To try KVM may take its time. */
    private List<WayCheck> checkHost(Set<CheckedWay> ways) {
        try (ProgressLine progress = program.progress(spec.commandLine().getErr())) {
            progress.doing("checking the host");
            return program.checkHost(ways);
        }
    }

    private Set<CheckedWay> ways() {
        if (words.isEmpty()) {
            return EnumSet.allOf(CheckedWay.class);
        }
        Set<CheckedWay> ways = EnumSet.noneOf(CheckedWay.class);
        for (String word : words) {
            Set<CheckedWay> meant = CheckedWay.of(word);
            if (meant.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + word + "' is no way of attaching: expected one of "
                                + String.join(", ", CheckedWay.words()) + ".");
            }
            ways.addAll(meant);
        }
        return ways;
    }

    private int print(CheckReport report) {
        report.print(spec.commandLine().getOut(), output, program.terminal(StandardStream.OUTPUT));
        return report.exitStatus();
    }
}
