package org.virtzoned.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Kernels as hosts have them: their configurations and depmod's files, of which the lines are kept that matter here. */
enum RecordedKernel {
    BOOKWORM("6.1.0-50-amd64"),
    TRIXIE("6.12.117+deb13-amd64"),
    /** Without modules, and with its configuration in itself. */
    MONOLITHIC("6.18.44");

    private static final Path KERNELS = Path.of("src", "test", "resources", "kernels");

    private final String release;

    RecordedKernel(String release) {
        this.release = release;
    }

    String release() {
        return release;
    }

    /** The folder of its modules on a host. */
    Path modules(MadeUpHost host) {
        return host.root().resolve("lib/modules/" + release);
    }

    /** Has a host run it. */
    void runOn(MadeUpHost host) throws IOException {
        Path recorded = KERNELS.resolve(name().toLowerCase(Locale.ROOT));
        host.write("proc/sys/kernel/osrelease", release + "\n");
        String configuration = Files.readString(recorded.resolve("config"));
        if (this == MONOLITHIC) {
            try (OutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(host.root().resolve("proc/config.gz")))) {
                out.write(configuration.getBytes(StandardCharsets.US_ASCII));
            }
            return;
        }
        host.write("boot/config-" + release, configuration);
        for (String list : new String[] {"modules.dep", "modules.builtin"}) {
            host.write("lib/modules/" + release + "/" + list, Files.readString(recorded.resolve(list)));
        }
        for (String line : Files.readAllLines(recorded.resolve("modules.dep"))) {
            host.write("lib/modules/" + release + "/" + line.split(":", 2)[0], "");
        }
    }
}
