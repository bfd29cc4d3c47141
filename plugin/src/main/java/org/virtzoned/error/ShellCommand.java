package org.virtzoned.error;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line for a message: it can be pasted into a shell whatever names and paths it holds. */
public final class ShellCommand {
    /** The characters that no POSIX shell gives a meaning to (Python's {@code shlex.quote} has the same ones). */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private ShellCommand() {}

    /** The words of a command, those quoted that need it. */
    public static String of(String... words) {
        return Arrays.stream(words).map(ShellCommand::quote).collect(Collectors.joining(" "));
    }

    /** One word: in single quotes where the shell would change or split it. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
