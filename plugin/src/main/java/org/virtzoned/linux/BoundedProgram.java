package org.virtzoned.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one way in which programs of the host are run: by an absolute path, without a shell, with a PATH of the system's
 * folders, and with limits of time and output.
 *
 * <p>A program that takes too long is killed, even if this process has ended by then: timeout(1) does it. One that cannot be
 * killed, since it waits in the kernel, is waited for no longer.
 */
public final class BoundedProgram {
    private static final String TIMEOUT = "/usr/bin/timeout";
    private static final String SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Duration FOR_THE_KILL = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 16 << 20;
    /** Of timeout(1): the program was killed by KILL. */
    private static final int KILLED = 128 + 9;

    private final Path program;
    private final Duration limit;

    /**
     * A program to be run.
     *
     * @param program an absolute path
     * @param limit how long it may take, at least a second
     */
    public BoundedProgram(Path program, Duration limit) {
        if (!program.isAbsolute()) {
            throw new IllegalArgumentException(program + " is not an absolute path.");
        }
        this.program = program;
        this.limit = limit;
    }

    /**
     * What a program did.
     *
     * @param inTime whether it ended by itself
     * @param words what it printed
     * @param errors what it printed on standard error, where that was asked for apart
     */
    public record Result(boolean inTime, int status, String words, String errors) {
        /** What it printed last, or how it ended. */
        public String lastWords() {
            return words.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, last) -> last)
                    .orElse("exit status " + status);
        }
    }

    /**
     * Runs it with nothing on its standard input.
     *
     * @return with standard output and standard error as one
     * @throws IOException if it cannot be run, or prints more than 16 MiB
     */
    public Result run(List<String> arguments) throws IOException {
        return run(arguments, "", true);
    }

    /**
     * Runs it.
     *
     * @param input its standard input, which it reads to its end before it prints much
     * @return with standard output and standard error apart
     * @throws IOException if it cannot be run, or prints more than 16 MiB
     */
    public Result run(List<String> arguments, String input) throws IOException {
        return run(arguments, input, false);
    }

    private Result run(List<String> arguments, String input, boolean together) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                TIMEOUT, "--foreground", "--signal=KILL", Long.toString(limit.toSeconds()), program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(together);
        builder.environment().put("PATH", SYSTEM_PATH);
        Process process = builder.start();
        // All at once: a program that fills one pipe waits until it is read.
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process, input));
        CompletableFuture<String> words = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            CompletableFuture.allOf(fed, words, errors)
                    .get(limit.plus(FOR_THE_KILL).toMillis(), TimeUnit.MILLISECONDS);
            int status = process.waitFor();
            return new Result(status != KILLED, status, words.join(), errors.join());
        } catch (TimeoutException e) {
            return new Result(false, KILLED, "", "");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it read all of it, and says why.
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it prints more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return String.join(
                    "\n", new String(bytes, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
