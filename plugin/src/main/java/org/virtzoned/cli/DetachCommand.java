package org.virtzoned.cli;

import java.util.List;
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

/** {@code detach}: zoned devices out of a domain's definition. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Remove zoned devices from a domain. No file is deleted.")
final class DetachCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "DEVICE",
            description = "A device's name, or its source, as 'virt-zoned list' shows them or as 'attach' takes it.")
    private List<String> devices = List.of();

    @Option(names = "--all", description = "Remove all zoned devices.")
    private boolean all;

    @Mixin
    private AffectOptions change;

    @Override
    public Integer call() {
        if (all != devices.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "--all and devices by name exclude each other." : "No device is given: name one, or --all.");
        }
        try (VirtZoned virtZoned = program.connect()) {
            DomainChange detaching = change.carryOut(
                    () -> all
                            ? virtZoned.detachAll(domain, change.affected())
                            : virtZoned.detach(domain, devices, change.affected()),
                    program,
                    spec.commandLine());
            if (detaching.isEmpty() && !change.printsDocument()) {
                spec.commandLine()
                        .getOut()
                        .println(MessageLine.of(
                                "Nothing to do: domain '" + detaching.domain() + "' has no zoned devices."));
            }
        }
        return 0;
    }
}
