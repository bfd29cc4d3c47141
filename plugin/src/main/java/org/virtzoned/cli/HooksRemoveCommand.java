package org.virtzoned.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code hooks remove}: what {@code hooks install} put on this host, taken away. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Remove the hook, and what was installed with it. Takes root.",
        footer = "%nNo backing file is removed, and nothing that is not virt-zoned's.")
final class HooksRemoveCommand implements Callable<Integer> {
    @ParentCommand
    private HooksCommand hooks;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--force",
            description = "Also while guests with zoned devices run: nothing cleans up after them then.")
    private boolean force;

    @Override
    public Integer call() {
        HooksCommand.print(
                hooks.writableHooks("remove").remove(force),
                "Nothing to do: the hook is not installed.",
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return 0;
    }
}
