package org.virtzoned.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.virtzoned.device.DeviceProperties;
import org.virtzoned.error.Spelling;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that cannot be read, in words.
 *
 * @param message what is wrong
 * @param remedy what to type instead
 */
record UsageError(String message, String remedy) {
    /** What a command says of an option that it does not have, such as what its users know from another program. */
    interface Adviser {
        /** A sentence, or empty where the command has nothing to say of it. */
        Optional<String> adviceOn(String option, Optional<String> value);
    }

    static UsageError of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(command, unmatched.getUnmatched());
        }
        if (command.userObject() instanceof VirtZonedCommand && isUnknownCommandOfHelp(e)) {
            return unknownCommand(command, e.getValue().replaceAll("^\\[|\\]$", ""));
        }
        if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
            Optional<String> expected = expected(option);
            if (expected.isPresent()) {
                return new UsageError(
                        "Cannot read " + option.longestName() + " '" + e.getValue() + "': expected " + expected.get()
                                + ".",
                        usage(command));
            }
        }
        String message = e.getMessage();
        // Some of picocli's messages begin with what ours all do.
        return new UsageError(
                message.startsWith("Error: ") ? message.substring("Error: ".length()) : message, usage(command));
    }

    /** What picocli says in words of its own, and with the names of Java's constants. */
    private static Optional<String> expected(OptionSpec option) {
        if (option.typeInfo().isMap()) {
            return Optional.of(option.paramLabel());
        }
        return option.typeInfo().isEnum()
                ? Optional.of(String.join(" or ", option.typeInfo().getEnumConstantNames())
                        .toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static UsageError unmatched(CommandSpec command, List<String> arguments) {
        String first = arguments.get(0);
        if (first.startsWith("-") && first.length() > 1) {
            return unknownOption(command, first, arguments.stream().skip(1).findFirst());
        }
        if (!command.subcommands().isEmpty() && command.positionalParameters().isEmpty()) {
            return unknownCommand(command, first);
        }
        boolean property = first.indexOf('=') > 0 && DeviceProperties.isKnown(first.substring(0, first.indexOf('=')));
        String message = "Unexpected argument '" + first + "'.";
        return property
                ? new UsageError(
                        message,
                        "Give properties with their device, without blanks: --nvme-zns z.raw,size=1G,zone-size=16M.")
                : new UsageError(message, usage(command));
    }

    private static UsageError unknownOption(CommandSpec command, String argument, Optional<String> next) {
        int equals = argument.indexOf('=');
        String option = equals < 0 ? argument : argument.substring(0, equals);
        Optional<String> value =
                equals < 0 ? next.filter(text -> !text.startsWith("-")) : Optional.of(argument.substring(equals + 1));
        Optional<String> advice =
                command.userObject() instanceof Adviser adviser ? adviser.adviceOn(option, value) : Optional.empty();
        return new UsageError(
                "Unknown option '" + option + "'.",
                advice.orElseGet(
                        () -> Spelling.didYouMean(option, command.optionsMap().keySet()) + usage(command)));
    }

    private static UsageError unknownCommand(CommandSpec command, String name) {
        // Not all commands are added where the arguments name one.
        Collection<String> known = command.userObject() instanceof VirtZonedCommand
                ? Commands.names()
                : command.subcommands().keySet();
        return new UsageError("Unknown command '" + name + "'.", Spelling.didYouMean(name, known) + usage(command));
    }

    /** picocli's command {@code help} has no exception of its own. */
    private static boolean isUnknownCommandOfHelp(ParameterException e) {
        return e.getValue() != null && e.getMessage().startsWith("Unknown subcommand");
    }

    private static String usage(CommandSpec command) {
        return "'" + command.qualifiedName() + " --help' says how it is used.";
    }
}
