package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The file system that LIO's objects are made in. */
final class Configfs {
    private static final String FOLDER = "/sys/kernel/config";

    private final Path root;
    private final Kernel kernel;

    Configfs(Path root, Kernel kernel) {
        this.root = root;
        this.kernel = kernel;
    }

    /** Where it is not mounted, rtslib mounts it for the hook. */
    HostCheck check() {
        String subject = "for configfs";
        if (isMounted()) {
            return HostCheck.pass(subject, "mounted");
        }
        HostCheck module = kernel.check(KernelFeature.CONFIGFS);
        return module.result() == HostCheck.Result.PASS
                ? HostCheck.pass(subject, "mounted when needed")
                : module.about(subject);
    }

    private boolean isMounted() {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/mounts"))) {
            return lines.map(line -> line.split(" ", 4))
                    .anyMatch(mount -> mount.length == 4 && mount[1].equals(FOLDER) && mount[2].equals("configfs"));
        } catch (IOException e) {
            return false;
        }
    }
}
