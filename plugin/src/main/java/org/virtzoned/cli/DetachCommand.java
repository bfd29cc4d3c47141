package org.virtzoned.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.virtzoned.VirtZoned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code detach}: zoned devices out of a domain's definition. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Take zoned devices from a domain. No file is deleted.")
final class DetachCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DEVICE",
            description = "A device's name, or what is behind it, as 'virt-zoned list' shows them.")
    private List<String> devices;

    @Mixin
    private AffectOptions change;

    @Override
    public Integer call() {
        try (VirtZoned virtZoned = program.connect()) {
            change.carryOut(() -> virtZoned.detach(domain, devices, change.affected()), program, spec.commandLine());
        }
        return 0;
    }
}
