package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs of the host, run without a shell, from the system's folders: root's PATH may lack them, or hold others. */
final class HostTools {
    private static final List<String> FOLDERS = List.of("usr/sbin", "usr/bin", "sbin", "bin");

    private final Path root;

    HostTools(Path root) {
        this.root = root;
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
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, program.get().toString());
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (var output = process.inputReader()) {
                List<String> lines = output.lines().toList();
                return new Result(process.waitFor(), String.join(" ", lines));
            }
        } catch (IOException e) {
            return new Result(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }

    private record Result(int status, String words) {}
}
