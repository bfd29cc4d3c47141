package org.virtzoned.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code hooks install}: the hook, put on this host or brought up to this version. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Install the hook, or bring it up to this version. Takes root.",
        footer = "%nWhat is not virt-zoned's is not overwritten. libvirt is reloaded where systemd runs it.")
final class HooksInstallCommand implements Callable<Integer> {
    @ParentCommand
    private HooksCommand hooks;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        HooksCommand.print(
                hooks.writableHooks("install").install(),
                "Nothing to do: the hook is up to date.",
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return 0;
    }
}
