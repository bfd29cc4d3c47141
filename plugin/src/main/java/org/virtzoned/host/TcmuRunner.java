package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** tcmu-runner, the daemon behind emulated ZBC disks. */
final class TcmuRunner {
    private static final String NAME = "tcmu-runner";
    private static final String INSTALL = "Install tcmu-runner";
    /** Below them, as distributions have it, the folder of handlers: of Red Hat's, of Debian's, of one's own building. */
    private static final List<String> LIBRARIES = List.of("usr/lib64", "usr/lib", "usr/local/lib64", "usr/local/lib");

    private final Path root;
    private final HookLayout layout;
    private final HostTools tools;

    TcmuRunner(Path root, HookLayout layout, HostTools tools) {
        this.root = root;
        this.layout = layout;
        this.tools = tools;
    }

    /** Whether it runs. */
    HostCheck check() {
        String subject = "for tcmu-runner";
        if (isRunning()) {
            return HostCheck.pass(subject);
        }
        return tools.has(NAME)
                ? HostCheck.fail(
                        subject,
                        "it does not run: no emulated ZBC disk",
                        layout.runsSystemd() ? "Run: systemctl start tcmu-runner" : "Start it")
                : HostCheck.fail(subject, "it is not installed: no emulated ZBC disk", INSTALL);
    }

    /** Whether it knows ZBC disks; it loads what is in its folder of handlers. */
    HostCheck checkHandler() {
        String subject = "for tcmu-runner's ZBC handler";
        return hasHandler()
                ? HostCheck.pass(subject)
                : HostCheck.fail(
                        subject, "there is no tcmu-runner/handler_file_zbc.so in /usr/lib", INSTALL + " with it");
    }

    private boolean hasHandler() {
        return LIBRARIES.stream()
                .map(root::resolve)
                .flatMap(library -> Stream.concat(Stream.of(library), folders(library)))
                .anyMatch(folder -> Files.exists(folder.resolve(NAME).resolve("handler_file_zbc.so")));
    }

    /** Debian's are below the architecture's name. */
    private static Stream<Path> folders(Path library) {
        try {
            return HostFolder.list(library).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private boolean isRunning() {
        try (Stream<Path> processes = Files.list(root.resolve("proc"))) {
            return processes
                    .map(process -> process.resolve("comm"))
                    .filter(Files::isReadable)
                    .anyMatch(comm -> name(comm).equals(NAME));
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path comm) {
        try {
            return Files.readString(comm).strip();
        } catch (IOException e) {
            // The process ended meanwhile.
            return "";
        }
    }
}
