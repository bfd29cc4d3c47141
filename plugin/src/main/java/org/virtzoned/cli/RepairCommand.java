package org.virtzoned.cli;

import java.util.concurrent.Callable;
import org.virtzoned.DomainChange;
import org.virtzoned.VirtZoned;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code repair}: mends the zoned devices of a domain. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = "Mend the zoned devices of a domain.",
        footer = "%nDisks of the host and targets of managed=no stay as they are: two domains may name them, and one at"
                + " a time run with them. No file is deleted.")
final class RepairCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @ArgGroup(multiplicity = "1")
    private Mending mending;

    @Mixin
    private DefinitionChangeOptions change;

    private static final class Mending {
        @Option(
                names = "--rebind",
                description =
                        "Give a clone targets and files of its own, the files new and empty: NAME-UUID8.raw beside the"
                                + " original's NAME.raw.")
        private boolean rebind;

        @Option(
                names = "--modernize",
                description =
                        "Move NVMe namespaces from QEMU's command line to libvirt's own disks, which it keeps from other"
                                + " guests (libvirt 11.5 and newer). The guest has the same disks as before.")
        private boolean modernize;
    }

    @Override
    public Integer call() {
        try (VirtZoned virtZoned = program.connect()) {
            DomainChange mended = change.carryOut(
                    () -> mending.modernize ? virtZoned.modernize(domain) : virtZoned.rebind(domain),
                    program,
                    spec.commandLine());
            if (mended.isEmpty() && !change.printsDocument()) {
                spec.commandLine().getOut().println("Nothing to do: domain '" + mended.domain() + "' " + whyNothing());
            }
        }
        return 0;
    }

    private String whyNothing() {
        return mending.rebind
                ? "is no clone, its zoned devices are its own."
                : "has no NVMe namespace on QEMU's command line.";
    }
}
