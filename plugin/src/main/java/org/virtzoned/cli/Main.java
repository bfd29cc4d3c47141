package org.virtzoned.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.virtzoned.error.ExitStatus;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine;

/** The program {@code virt-zoned}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        StandardOutput output = new StandardOutput();
        PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Termination termination = new Termination(Runtime.getRuntime()::addShutdownHook);
        int status;
        try {
            status = run(System.in, out, err, Terminal::of, termination, args);
        } catch (OutOfMemoryError e) {
            err.println("error: Cannot go on: the memory that Java may take is used up.");
            err.println("Let it take more, such as by JAVA_TOOL_OPTIONS=-Xmx4g, or give it less at once.");
            status = ExitStatus.FAILED;
        } catch (Error e) {
            // Of the JVM's, or a class that cannot be loaded.
            status = defect(err, e);
        }
        out.flush();
        if (output.failure().isPresent()) {
            status = Math.max(status, unwritten(err, output.failure().get(), termination));
        }
        termination.end();
        System.exit(status);
    }

    /** Half a document is none. A reader that ended has what it wanted, as head(1) has: nothing is said then. */
    private static int unwritten(PrintWriter err, IOException failure, Termination termination) {
        if (!"Broken pipe".equals(failure.getMessage())) {
            err.println("error: Cannot write to standard output: " + MessageLine.of(failure.getMessage()) + ".");
            if (termination.guardsChange()) {
                err.println("The change was made, unless another error is printed.");
            }
        }
        return ExitStatus.FAILED;
    }

    /**
     * Runs a command.
     *
     * @param in its standard input, where it reads one
     * @param termination of the process that it runs in
     * @param terminals what its standard streams are; asked where the form of something printed depends on it
     * @return one of {@link ExitStatus}
     */
    static int run(
            InputStream in,
            PrintWriter out,
            PrintWriter err,
            Function<StandardStream, Terminal> terminals,
            Termination termination,
            String... args) {
        return Commands.addTo(new CommandLine(new VirtZonedCommand(in, terminals, termination)), args)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler(Main::failure)
                .execute(args);
    }

    private static int usageError(CommandLine.ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        UsageError error = UsageError.of(e);
        err.println("error: " + MessageLine.of(error.message()));
        err.println(MessageLine.of(error.remedy()));
        return ExitStatus.USAGE;
    }

    private static int failure(Exception e, CommandLine command, CommandLine.ParseResult result) {
        if (command.getCommandSpec().root().userObject() instanceof VirtZonedCommand program && program.debug()) {
            e.printStackTrace(command.getErr());
        }
        if (e instanceof VirtZonedException refused) {
            command.getErr().println("error: " + MessageLine.of(refused.getMessage()));
            refused.remedy().map(MessageLine::of).ifPresent(command.getErr()::println);
            for (Throwable beside : refused.getSuppressed()) {
                command.getErr().println("error: And then: " + MessageLine.of(beside.getMessage()));
            }
            return refused.code().exitStatus();
        }
        return defect(command.getErr(), e);
    }

    private static int defect(PrintWriter err, Throwable e) {
        err.println("error: virt-zoned has a defect: " + MessageLine.of(e.toString()));
        err.println("Please report it, with what --debug prints.");
        return ExitStatus.DEFECT;
    }
}
