package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Each command of this program that a message names, in Java or in the hook, is one that it has, with its options. */
class RemedyCommandsTest {
    private static final Pattern CALL = Pattern.compile("ShellCommand\\.of\\(\\s*\"virt-zoned\"([^;]*?)\\)[,;)\\s]");
    private static final Pattern ARGUMENT = Pattern.compile(",\\s*(?:\"([^\"]*)\"|[^,\"]+)");

    /** In a string: what comes after is another sentence, the end of the quotation, or an expression. */
    private static final Pattern TEXT =
            Pattern.compile("(?:(?<!error): |'|run |sudo )virt-zoned ([a-z][^\"',;:.…({]*)([\"{]?)");

    @Test
    void areCommandsThatThereAre() throws IOException {
        Set<String> commands = new TreeSet<>();
        collect(Path.of("src/main/java"), ".java", commands);
        collect(Path.of("../hooks/virt_zoned_lio"), ".py", commands);

        assertTrue(commands.contains("repair --rebind x"), commands::toString);
        assertTrue(commands.contains("hooks install"), commands::toString);
        assertTrue(commands.size() >= 10, commands::toString);
        for (String command : commands) {
            String whole = command.replace("check x", "check nvme-zns").replace("hooks x", "hooks install");
            // What follows an expression is not read.
            if (!command.endsWith(" x") || !isUnderstood(whole + " x")) {
                String[] words = whole.split(" ");
                assertDoesNotThrow(() -> program(words).parseArgs(words), command);
            }
        }
    }

    private static boolean isUnderstood(String command) {
        try {
            String[] words = command.split(" ");
            program(words).parseArgs(words);
            return true;
        } catch (CommandLine.ParameterException e) {
            return false;
        }
    }

    private static CommandLine program(String... words) {
        return Commands.addTo(
                        new CommandLine(new VirtZonedCommand(
                                InputStream.nullInputStream(), Terminal::of, new Termination(hook -> {}))),
                        words)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static void collect(Path folder, String ending, Set<String> commands) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ending)).toList()) {
                String source = Files.readString(file).replaceAll("(?m)^\\s*(\\*|/\\*\\*|//).*$", "");
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    commands.add(words(call.group(1)));
                }
                Matcher text = TEXT.matcher(source);
                while (text.find()) {
                    boolean goesOn = text.group(1).endsWith(" ");
                    commands.add(text.group(1).strip() + (goesOn ? " x" : ""));
                }
            }
        }
    }

    /** The words of a call; what is not a literal is a name. */
    private static String words(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(arguments);
        while (argument.find()) {
            words.add(argument.group(1) == null ? "x" : argument.group(1));
        }
        return String.join(" ", words);
    }
}
