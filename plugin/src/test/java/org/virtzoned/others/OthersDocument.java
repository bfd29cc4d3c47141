package org.virtzoned.others;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A domain document as another program writes it.
 *
 * @param name the program's; of virt-install's the operating system, the machine or the option that it was made for
 */
record OthersDocument(String name, String xml) {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "others");
    private static final Path PROGRAM = Path.of("src", "test", "virt-install", "documents.py");
    private static final Path OF_LIBVIRT = Path.of("src", "test", "resources", "golden", "domains", "q35.xml");
    private static final int LIMIT_SECONDS = 300;

    /** In the manner of cloud tools, desktops and hands, with what is peculiar to each. */
    static List<OthersDocument> fixtures() {
        try {
            return read(FIXTURES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that {@code documents.py} has virt-install and virt-xml make. */
    static List<OthersDocument> ofVirtInstall() {
        try {
            Path folder = Files.createTempDirectory("virt-install");
            try {
                make(folder);
                return read(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the report of the tests. */
    @Override
    public String toString() {
        return name;
    }

    /** By the distribution's own Python, which virt-install's modules are for. */
    private static void make(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        "/usr/bin/python3", "-B", PROGRAM.toString(), OF_LIBVIRT.toString(), folder.toString())
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertEquals(List.of(true, 0), List.of(ended, ended ? process.exitValue() : -1), PROGRAM + " failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<OthersDocument> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(OthersDocument::readOne).toList();
        }
    }

    private static OthersDocument readOne(Path file) {
        try {
            return new OthersDocument(
                    file.getFileName().toString().replaceFirst("\\.xml$", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
