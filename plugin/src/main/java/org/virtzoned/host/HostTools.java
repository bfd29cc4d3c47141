package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.virtzoned.linux.BoundedProgram;

/** Programs of the host, run from the system's folders: root's PATH may lack them, or hold others. */
final class HostTools {
    private static final List<String> FOLDERS = List.of("usr/sbin", "usr/bin", "sbin", "bin");

    /** SELinux's tools take half a minute on a slow host. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path root;
    private final Duration limit;

    HostTools(Path root) {
        this(root, LIMIT);
    }

    /** @param limit how long a program may take */
    HostTools(Path root, Duration limit) {
        this.root = root;
        this.limit = limit;
    }

    boolean has(String program) {
        return find(program).isPresent();
    }

    /**
     * Runs a program.
     *
     * @return what is wrong if it failed, or is not there: the command, and its words
     */
    Optional<String> run(String... command) {
        Result result = start(command);
        return result.status() == 0
                ? Optional.empty()
                : Optional.of("'" + typed(command) + "' failed"
                        + (result.words().isEmpty() ? "" : ": " + result.words().strip()));
    }

    /** What a program prints; empty if it failed, or is not there. */
    Optional<String> ask(String... command) {
        Result result = start(command);
        return result.status() == 0 ? Optional.of(result.words()) : Optional.empty();
    }

    /** A command as one would type it. */
    static String typed(String... command) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.matches("[A-Za-z0-9_./:=,+@%-]+") ? word : "\"" + word + "\"");
        }
        return String.join(" ", words);
    }

    private Optional<Path> find(String program) {
        return FOLDERS.stream()
                .map(folder -> root.resolve(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Result start(String... command) {
        Optional<Path> program = find(command[0]);
        if (program.isEmpty()) {
            return new Result(-1, "there is no " + command[0]);
        }
        try {
            BoundedProgram.Result result = new BoundedProgram(program.get().toAbsolutePath(), limit)
                    .run(Arrays.asList(command).subList(1, command.length));
            return result.inTime()
                    ? new Result(result.status(), result.words().replace('\n', ' '))
                    : new Result(-1, "it has not ended in " + limit.toSeconds() + " s");
        } catch (IOException e) {
            return new Result(-1, e.getMessage());
        }
    }

    private record Result(int status, String words) {}
}
