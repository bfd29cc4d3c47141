package org.virtzoned.cli;

import java.util.concurrent.Callable;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code hooks status}: whether the hook, and what it needs, is in order. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say whether the hook, and what it needs, is in order.",
        footer = "%nExits 1 if a check fails.")
final class HooksStatusCommand implements Callable<Integer> {
    @ParentCommand
    private HooksCommand hooks;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        CheckReport report = CheckReport.of(hooks.hooks().status());
        report.print(spec.commandLine().getOut(), output, hooks.terminal(StandardStream.OUTPUT));
        return report.exitStatus();
    }
}
