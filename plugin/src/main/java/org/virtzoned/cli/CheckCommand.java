package org.virtzoned.cli;

import java.util.concurrent.Callable;
import org.virtzoned.VirtZoned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code check}: what is wrong with a domain's zoned devices. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Say what is wrong with the zoned devices of a domain, and with what of this host they name.",
        footer = "%nExits 1 if a check fails.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Its name, UUID or id.")
    private String domain;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if (domain == null) {
            throw new ParameterException(spec.commandLine(), "What is to be checked is not said: --domain=DOMAIN.");
        }
        try (VirtZoned virtZoned = program.connect()) {
            CheckReport report = new CheckReport(virtZoned.check(domain));
            report.print(spec.commandLine().getOut(), output);
            if (report.checks().isEmpty() && !output.json()) {
                spec.commandLine().getOut().println("Nothing to check: domain '" + domain + "' has no zoned devices.");
            }
            return report.exitStatus();
        }
    }
}
