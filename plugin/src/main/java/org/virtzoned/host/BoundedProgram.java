package org.virtzoned.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is killed when it takes too long, even if this process is no more by then: timeout(1) sees to it. One that
 * cannot be killed, since the kernel does not let go of it, is waited for no longer.
 */
final class BoundedProgram {
    private static final String TIMEOUT = "/usr/bin/timeout";
    private static final Duration FOR_THE_KILL = Duration.ofSeconds(2);
    /** Of timeout(1): the program was killed by KILL. */
    private static final int KILLED = 128 + 9;

    private final Path program;
    private final Duration limit;

    BoundedProgram(Path program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /**
     * What a program did.
     *
     * @param inTime whether it ended by itself
     * @param words all that it printed
     */
    record Result(boolean inTime, int status, String words) {
        /** What it said last, or how it ended. */
        String lastWords() {
            return words.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, last) -> last)
                    .orElse("exit status " + status);
        }
    }

    /** Runs it without a shell, and with nothing on its standard input. */
    Result run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                TIMEOUT, "--foreground", "--signal=KILL", Long.toString(limit.toSeconds()), program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture<Result> end = CompletableFuture.supplyAsync(() -> await(process));
        try {
            return end.get(limit.plus(FOR_THE_KILL).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            return new Result(false, KILLED, "");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Result await(Process process) {
        try (var output = process.inputReader()) {
            String words = String.join("\n", output.lines().toList());
            int status = process.waitFor();
            return new Result(status != KILLED, status, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
