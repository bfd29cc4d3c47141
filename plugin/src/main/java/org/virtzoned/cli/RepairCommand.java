package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.virtzoned.DomainChange;
import org.virtzoned.DomainRepair;
import org.virtzoned.OrphanHandling;
import org.virtzoned.RepairAct;
import org.virtzoned.VirtZoned;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code repair}: repairs the zoned devices of a domain. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Repair the zoned devices of a domain.",
            "%nWithout an option: elements and arguments that are missing or differ are written again from the record in the"
                    + " domain's metadata; devices that have lost their record are recorded again; absent files of zoned"
                    + " NVMe namespaces, which are empty after every start, are created. What only you can decide is"
                    + " listed, and the exit status is 1."
        },
        footer = "%nDisks of the host and targets of managed=no stay as they are: two domains may name them, and one at"
                + " a time run with them. No file is deleted or overwritten.")
final class RepairCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @ArgGroup
    private Kind kind = new Kind();

    @Mixin
    private DefinitionChangeOptions change;

    private static final class Kind {
        @Option(
                names = "--remove-orphans",
                description = "Remove devices that have lost their record, instead of recording them again.")
        private boolean removeOrphans;

        @Option(
                names = "--rebind",
                description =
                        "Give a clone targets and files of its own, the files new and empty: NAME-UUID8.raw beside the"
                                + " original's NAME.raw.")
        private boolean rebind;

        @Option(
                names = "--native-nvme",
                description =
                        "Move NVMe namespaces from QEMU's command line to libvirt's own disks, which it keeps from other"
                                + " guests (libvirt 11.5 and newer). The guest has the same disks as before.")
        private boolean nativeNvme;
    }

    @Override
    public Integer call() {
        try (VirtZoned virtZoned = program.connect()) {
            if (kind.rebind || kind.nativeNvme) {
                DomainChange changed = change.carryOut(
                        () -> kind.rebind ? virtZoned.rebind(domain) : virtZoned.toNativeNvme(domain),
                        program,
                        spec.commandLine());
                sayNothing(
                        changed,
                        kind.rebind
                                ? "is not a clone, its zoned devices are its own."
                                : "has no NVMe namespace on QEMU's command line.");
                return 0;
            }
            return repair(virtZoned);
        }
    }

    private int repair(VirtZoned virtZoned) {
        AtomicReference<DomainRepair> planned = new AtomicReference<>();
        change.carryOut(
                () -> {
                    planned.set(virtZoned.repair(
                            domain, kind.removeOrphans ? OrphanHandling.REMOVE : OrphanHandling.RECORD));
                    return planned.get().change();
                },
                program,
                spec.commandLine());
        DomainRepair repair = planned.get();
        boolean made = !change.onlyShows();
        PrintWriter out = spec.commandLine().getOut();
        if (!change.printsDocument()) {
            repair.acts()
                    .forEach(act -> out.println(
                            MessageLine.of(sentence(act, repair.change().domain(), made))));
        }
        if (repair.unresolved().isEmpty()) {
            sayNothing(repair.change(), "has no zoned device that needs repair.");
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        for (VirtZonedException unresolved : repair.unresolved()) {
            err.println("error: " + MessageLine.of(unresolved.getMessage()));
            unresolved.remedy().map(MessageLine::of).ifPresent(err::println);
        }
        return ErrorCode.CONFLICT.exitStatus();
    }

    private static String sentence(RepairAct act, String domain, boolean made) {
        String device = "device '" + act.device() + "' of domain '" + domain + "'";
        return switch (act.kind()) {
            case WRITE -> (made ? "Repaired " : "Would repair ") + device + "; found: " + act.detail() + ".";
            case RECORD -> (made ? "Recorded " : "Would record ") + device + ": " + act.detail() + ".";
            case REMOVE -> (made ? "Removed " : "Would remove ") + device + ", which has no record.";
        };
    }

    private void sayNothing(DomainChange change, String why) {
        if (change.isEmpty() && !this.change.printsDocument()) {
            spec.commandLine().getOut().println("Nothing to do: domain '" + change.domain() + "' " + why);
        }
    }
}
