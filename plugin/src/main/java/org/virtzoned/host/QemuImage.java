package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.device.ByteSize;
import org.virtzoned.linux.BoundedProgram;

/** A qcow2 image, created by qemu-img(1). */
record QemuImage(Path file) {
    private static final Path PROGRAM = Path.of("/usr/bin/qemu-img");
    /** For the blocks of a large image on a file system that has to write them. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * Creates it in a file of ours that is there and empty, whose owner and mode stay.
     *
     * @param preallocate whether its blocks are allocated at once
     * @throws HostException where qemu-img is not installed
     */
    void create(ByteSize size, boolean preallocate) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new HostException(
                    "Cannot create a qcow2 image: " + PROGRAM + " is not there.",
                    "Install it (Debian: qemu-utils; Fedora: qemu-img); or give a name that ends in .raw, for a raw"
                            + " file.");
        }
        List<String> arguments = new ArrayList<>(List.of("create", "-q", "-f", "qcow2"));
        if (preallocate) {
            arguments.addAll(List.of("-o", "preallocation=falloc"));
        }
        // A name of its own form (json:, nbd:) has no slash before the colon.
        arguments.addAll(List.of(file.toAbsolutePath().toString(), Long.toString(size.bytes())));
        BoundedProgram.Result result = new BoundedProgram(PROGRAM, LIMIT).run(arguments);
        if (!result.inTime() || result.status() != 0) {
            throw new IOException(
                    result.inTime() ? result.lastWords() : PROGRAM + " did not end in " + LIMIT.toMinutes() + " min");
        }
    }
}
