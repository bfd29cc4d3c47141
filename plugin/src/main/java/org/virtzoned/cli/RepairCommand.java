package org.virtzoned.cli;

import java.util.concurrent.Callable;
import org.virtzoned.DomainChange;
import org.virtzoned.VirtZoned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--rebind",
            description =
                    "Give a clone targets and files of its own, the files new and empty: NAME-UUID8.raw beside the"
                            + " original's NAME.raw.")
    private boolean rebind;

    @Mixin
    private DefinitionChangeOptions change;

    @Override
    public Integer call() {
        if (!rebind) {
            throw new ParameterException(spec.commandLine(), "What is to be mended is not said: --rebind.");
        }
        try (VirtZoned virtZoned = program.connect()) {
            DomainChange rebinding = virtZoned.rebind(domain);
            change.carryOut(rebinding, program, spec.commandLine());
            if (rebinding.isEmpty() && !change.printsDocument()) {
                spec.commandLine()
                        .getOut()
                        .println("Nothing to do: domain '" + rebinding.domain()
                                + "' is no clone, its zoned devices are its own.");
            }
        }
        return 0;
    }
}
