package org.virtzoned.cli;

import java.io.PrintWriter;
import org.virtzoned.Hooks;
import org.virtzoned.host.HookReport;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code hooks}: the hook that prepares the host. */
@Command(
        name = "hooks",
        mixinStandardHelpOptions = true,
        description = "Install, remove or look at the hook that prepares the host when a guest starts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HooksInstallCommand.class, HooksRemoveCommand.class, HooksStatusCommand.class})
final class HooksCommand {
    @ParentCommand
    private VirtZonedCommand program;

    Hooks hooks() {
        return program.hooks();
    }

    /**
     * The hook, to be changed.
     *
     * @param act such as {@code install}
     */
    Hooks writableHooks(String act) {
        program.requireWritable("Cannot " + act + " the hook");
        return program.hooks();
    }

    Terminal terminal(StandardStream stream) {
        return program.terminal(stream);
    }

    /** @param nothing what to say where nothing was done */
    static void print(HookReport report, String nothing, PrintWriter out, PrintWriter err) {
        report.done().forEach(out::println);
        if (report.done().isEmpty()) {
            out.println(nothing);
        }
        report.warnings().forEach(warning -> err.println("warning: " + warning));
    }
}
