package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says where the program cannot be run. */
class LauncherTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyLauncher() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("../bin/virt-zoned"), folder.resolve("bin/virt-zoned"));
    }

    @Test
    void needsTheJar() throws IOException, InterruptedException {
        assertEquals("""
                error: Cannot run virt-zoned: its jar is not built.
                Build it: mvn --quiet package -DskipTests
                exit status 1
                """, run("PATH=/usr/bin:/bin"));
    }

    @Test
    void needsJava() throws IOException, InterruptedException {
        createJar();
        assertEquals("""
                error: Cannot run virt-zoned: found no java in PATH, expected Java 17 or newer.
                Install it: openjdk-17-jre-headless or newer (Debian), java-17-openjdk-headless or newer (Fedora).
                exit status 1
                """, run("PATH=" + toolsWithoutJava()));
    }

    @Test
    void needsTheJavaOfJavaHome() throws IOException, InterruptedException {
        createJar();
        assertEquals("""
                error: Cannot run virt-zoned: found no /nope/bin/java, expected the Java of JAVA_HOME.
                Set JAVA_HOME to the folder of a Java 17 or newer, or unset it to use the java in PATH.
                exit status 1
                """, run("PATH=" + toolsWithoutJava(), "JAVA_HOME=/nope"));
    }

    private void createJar() throws IOException {
        Files.createDirectories(folder.resolve("plugin/target"));
        Files.createFile(folder.resolve("plugin/target/virt-zoned-0.jar"));
    }

    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("readlink"), Path.of("/usr/bin/readlink"));
        return tools;
    }

    private String run(String... environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("/bin/sh", folder.resolve("bin/virt-zoned").toString(), "list"))
                .redirectErrorStream(true);
        builder.environment().clear();
        for (String variable : environment) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return words + "exit status " + process.waitFor() + "\n";
    }
}
