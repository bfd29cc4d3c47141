package org.virtzoned.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command that is told to end while it changes something: the change is whole or not there, and that is said. */
@ExtendWith(LibvirtExtension.class)
class TerminationIT {
    private static final String NAME = "guest";
    private static final Set<Integer> STATUSES = Set.of(0, 128 + 1, 128 + 2, 128 + 15);

    /** A shell has what it runs in the background ignore SIGINT. */
    private static final String SCRIPT = """
            env --default-signal=INT "$1" -c "$2" attach guest --nvme-zns "$3/$4.raw,size=64M,zone-size=4M,name=$4" &
            until ls -A "$3" | grep -q "$4"; do
              kill -0 $! 2> /dev/null || break
              sleep 0.01
            done
            sleep "$5"
            kill -"$6" $!
            wait $!
            """;

    private final PrivateLibvirt libvirt;

    TerminationIT(PrivateLibvirt libvirt) {
        this.libvirt = libvirt;
    }

    @Test
    void noChangeIsLeftHalfMade() throws IOException {
        UserDomain domain = UserDomain.define(libvirt, NAME, UserDomain.Q35);
        Path folder = Files.createDirectory(libvirt.files().resolve("termination"));
        int number = 0;
        for (String signal : List.of("INT", "TERM", "HUP")) {
            for (String delay : List.of("0", "0.05", "0.1", "0.3")) {
                String device = "t" + number++ + "x";
                CommandResult result = libvirt.run(List.of(
                        "bash",
                        "-c",
                        SCRIPT,
                        "bash",
                        libvirt.launcher(),
                        libvirt.uri(),
                        folder.toString(),
                        device,
                        delay,
                        signal));

                assertTrue(STATUSES.contains(result.status()), result::toString);
                boolean attached = domain.xml().contains("zoned-" + device);
                Set<String> files;
                try (Stream<Path> paths = Files.list(folder)) {
                    files = paths.map(path -> path.getFileName().toString())
                            .filter(name -> name.contains(device))
                            .collect(Collectors.toSet());
                }
                assertEquals(attached ? Set.of(device + ".raw") : Set.of(), files, result::toString);
                assertTrue(
                        attached
                                ? result.out().contains("Attached to domain 'guest': " + device)
                                : result.err().contains("error: Interrupted before "),
                        result::toString);
            }
        }
    }

    @Test
    void aChangeWhoseReportIsLostIsSaidToBeMade() {
        UserDomain domain = UserDomain.define(libvirt, NAME, UserDomain.Q35);
        CommandResult result = libvirt.run(List.of(
                        "sh",
                        "-c",
                        "\"$1\" -c \"$2\" attach guest --nvme-zns \"$3/full.raw,size=64M,zone-size=4M,name=full\" > /dev/full",
                        "sh",
                        libvirt.launcher(),
                        libvirt.uri(),
                        libvirt.files().toString()))
                .exits(1);

        assertTrue(result.err().endsWith("""
                                error: Cannot write to standard output: No space left on device.
                                The change was made, unless another error is printed.
                                """), result::toString);
        assertTrue(domain.xml().contains("zoned-full"), domain::xml);
    }
}
