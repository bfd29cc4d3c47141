package org.virtzoned.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.virtzoned.CheckedWay;
import org.virtzoned.Hooks;
import org.virtzoned.HostLook;
import org.virtzoned.VirtZoned;
import org.virtzoned.WayCheck;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ExitStatus;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code virt-zoned}: the options that all commands have. */
@Command(
        name = "virt-zoned",
        description = "Zoned block devices for libvirt guests.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            ExitStatus.DONE + ":Done; all checks pass.",
            ExitStatus.FAILED + ":Refused or failed; a check fails.",
            ExitStatus.USAGE + ":Usage: the command line, or a value in it or in a file of devices, is wrong.",
            ExitStatus.DEFECT + ":A defect of virt-zoned."
        })
final class VirtZonedCommand {
    @Option(
            names = {"-c", "--connect"},
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description = "The libvirt to connect to, such as qemu:///system; without it libvirt itself chooses.")
    private String uri;

    @Option(
            names = {"-r", "--readonly"},
            scope = ScopeType.INHERIT,
            description = "Connect to libvirt read-only: for list, check --domain, and changes that are only shown.")
    private boolean readOnly;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    static final String STANDARD_INPUT = "standard input";

    private final InputStream in;
    private final Function<StandardStream, Terminal> terminals;
    private final Termination termination;

    VirtZonedCommand(InputStream in, Function<StandardStream, Terminal> terminals, Termination termination) {
        this.in = in;
        this.termination = termination;
        this.terminals = terminals;
    }

    /** Shows on standard error, where that is a terminal, what takes its time; until it is closed. */
    ProgressLine progress(PrintWriter err) {
        return new ProgressLine(terminal(StandardStream.ERROR), err);
    }

    /** Of the process that the command runs in. */
    Termination termination() {
        return termination;
    }

    /** What a standard stream is. */
    Terminal terminal(StandardStream stream) {
        return terminals.apply(stream);
    }

    VirtZoned connect() {
        if (readOnly) {
            return VirtZoned.connectReadOnly(Optional.ofNullable(uri));
        }
        return Optional.ofNullable(uri).map(VirtZoned::connect).orElseGet(VirtZoned::connect);
    }

    /** The host of the libvirt asked for; without one, this very host. */
    HostLook hostLook() {
        return Optional.ofNullable(uri).map(HostLook::at).orElseGet(HostLook::atThisHost);
    }

    List<WayCheck> checkHost(Set<CheckedWay> ways) {
        if (readOnly) {
            return VirtZoned.checkHostReadOnly(Optional.ofNullable(uri), ways);
        }
        return uri == null ? VirtZoned.checkHost(ways) : VirtZoned.checkHost(uri, ways);
    }

    /** The hook of the libvirt asked for; without one, of the system's: there is no hook but of the host. */
    Hooks hooks() {
        return Optional.ofNullable(uri).map(Hooks::of).orElseGet(Hooks::ofSystem);
    }

    /**
     * Refuses to change this host where no change is wanted.
     *
     * @param act such as {@code Cannot install the hook}
     */
    void requireWritable(String act) {
        if (readOnly) {
            throw new VirtZonedException(
                    ErrorCode.UNSUPPORTED, act + ": --readonly is given.", "Run the command without --readonly.");
        }
    }

    /** All of standard input; refused where it is more than can be meant. */
    byte[] readStandardInput() {
        try {
            return InputText.read(in, STANDARD_INPUT);
        } catch (IOException e) {
            throw InputText.unreadable(STANDARD_INPUT, e);
        }
    }

    boolean debug() {
        return debug;
    }
}
