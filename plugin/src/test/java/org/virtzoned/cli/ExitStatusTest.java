package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ExitStatus;
import picocli.CommandLine;

/** The table of exit statuses, in help and in the README, and a run that ends with each of them. */
class ExitStatusTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // Done.
                "0  | list",
                "0  | check --domain test",
                "0  | --help",
                // Refused or failed.
                "1  | list nobody",
                "1  | detach test zns0",
                "1  | verify nobody",
                "1  | zones /nope",
                "1  | attach test --devices /nope.json",
                "1  | attach test --nvme-zns /nope/z.raw,size=1G,zone-size=16M,profile=nope",
                // Usage: what is typed is wrong whatever the domain and the host are.
                "2  | \"\"",
                "2  | crete",
                "2  | list --outptu json",
                "2  | list -o xml",
                "2  | attach test",
                "2  | attach test --nvme-zns /x/z.raw,size=1G",
                "2  | attach test --nvme-zns /x/z.raw,size=1G,zone-size=16M,size=2G",
                "2  | attach test --nvme-zns /x/z.raw,size=1000,zone-size=16M",
                "2  | attach test --nvme-zns /x/z.raw,size=1G,zone-size=15M",
                "2  | attach test --nvme-zns /x/z.raw,size=1G,zone-size=16M,name=-x",
                "2  | attach test --virtio-scsi /etc/passwd",
                "2  | create d --template minimal --param memory=1024",
                "2  | create d --template minimal --param memry=1G",
                "2  | check nvme",
                "2  | filter --qemu-version x",
                "2  | verify test --timeout 0",
            })
    void isThatOfTheTable(int status, String words) {
        String[] arguments = words.isEmpty() ? new String[0] : words.split(" ", -1);

        CommandRun run = CommandRun.of(arguments);

        assertEquals(status, run.status(), run::toString);
    }

    @Test
    void isOneOfItsOwnForADefect() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("for the test");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };
        StringWriter err = new StringWriter();

        int status = Main.run(
                broken,
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                stream -> Terminal.NONE,
                new Termination(hook -> {}),
                "filter");

        assertEquals("""
                error: virt-zoned has a defect: java.lang.IllegalStateException: for the test
                Please report it, with what --debug prints.
                """, err.toString());
        assertEquals(70, status);
    }

    @Test
    void isDocumented() throws IOException {
        Set<Integer> statuses = new TreeSet<>(Set.of(ExitStatus.DONE));
        Arrays.stream(ErrorCode.values()).map(ErrorCode::exitStatus).forEach(statuses::add);
        CommandLine program = new CommandLine(new VirtZonedCommand(
                InputStream.nullInputStream(), stream -> Terminal.NONE, new Termination(hook -> {})));

        Set<Integer> inHelp = program.getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> inReadme;
        try (Stream<String> lines = Files.lines(Path.of("../README.md"))) {
            inReadme = lines.dropWhile(line -> !line.startsWith("| exit status |"))
                    .takeWhile(line -> line.startsWith("|"))
                    .skip(2)
                    .map(line -> Integer.valueOf(line.split("\\|", -1)[1].strip()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertEquals(Set.of(0, 1, 2, 70), statuses);
        assertEquals(statuses, inHelp);
        assertEquals(statuses, inReadme);
        assertTrue(program.getUsageMessage().contains("Exit status:"));
    }
}
