package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's own standard streams, where they cannot be read or written. */
class StandardStreamsTest {
    private static final Redirect FULL = Redirect.to(new File("/dev/full"));
    private static final String LOST =
            "error: Cannot write to standard output: No space left on device.\nexit status 1\n";

    /** The user would go on with half a document. */
    @Test
    void outputThatCannotBeWrittenIsAFailure() throws IOException, InterruptedException {
        for (List<String> command :
                List.of(List.of("profiles"), List.of("profiles", "--output", "json"), List.of("--help"))) {
            assertEquals(LOST, end(start(FULL, command)));
        }
    }

    /** A check that finds something has an exit status of its own; the loss of what it found is said all the same. */
    @Test
    void theReportOfAFailedCheckIsNotLostInSilence(@TempDir Path folder) throws IOException, InterruptedException {
        Path node = Files.writeString(
                folder.resolve("node.xml"),
                "<node><domain type='test'><name>guest</name><memory>1024</memory><os><type>hvm</type></os><metadata>"
                        + "<zoned:devices xmlns:zoned='urn:virt-zoned:1'>"
                        + "<zoned:device way='virtio-blk' name='a' source='/dev/none'/></zoned:devices>"
                        + "</metadata></domain></node>");
        List<String> check = List.of("--connect", "test://" + node, "check", "--domain", "guest");

        assertEquals("exit status 1\n", end(start(Redirect.DISCARD, check)));
        assertEquals(LOST, end(start(FULL, check)));
    }

    /** As of head(1), which has what it wants. */
    @Test
    void aReaderMayEndEarly() throws IOException, InterruptedException {
        Process process = start(Redirect.PIPE, List.of("profiles"));
        process.getInputStream().close();

        assertEquals("exit status 1\n", end(process));
    }

    @Test
    void inputThatCannotBeReadIsRefused() throws IOException, InterruptedException {
        Process process = builder(List.of("filter", "--detach-all"))
                .redirectInput(new File("/proc/self/mem"))
                .start();

        assertEquals("error: Cannot read standard input: Input/output error.\nexit status 1\n", end(process));
    }

    private static Process start(Redirect output, List<String> arguments) throws IOException {
        return builder(arguments).redirectOutput(output).start();
    }

    private static ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    /** What it said on stderr, and its exit status. */
    private static String end(Process process) throws IOException, InterruptedException {
        try (InputStream err = process.getErrorStream()) {
            process.getOutputStream().close();
            String said = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("expected that it ends");
            }
            return said + "exit status " + process.exitValue() + "\n";
        } finally {
            process.destroyForcibly();
        }
    }
}
