package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A libvirt daemon that runs, and has QEMU's domains.
 *
 * @param ticks when it started, in the kernel's clock ticks since the boot: a process id alone may be another's by now
 * @param started when it wrote its process id: before it looks for hooks
 */
record LibvirtDaemon(String name, long pid, String ticks, FileTime started) {
    /** The field of /proc/PID/stat, counted from the one after the name: proc(5). */
    private static final int START_TIME = 19;

    /** The daemons that run on a host. */
    static List<LibvirtDaemon> running(Path root) {
        return Stream.of("virtqemud", "libvirtd")
                .flatMap(name -> find(root, name).stream())
                .toList();
    }

    /** What tells this run of the daemon from all others. */
    String identity() {
        return pid + " " + ticks;
    }

    private static Optional<LibvirtDaemon> find(Path root, String name) {
        Path pidFile = root.resolve("run/" + name + ".pid");
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Path process = root.resolve("proc/" + pid);
            if (!Files.readString(process.resolve("comm")).strip().equals(name)) {
                return Optional.empty();
            }
            String stat = Files.readString(process.resolve("stat"));
            String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_TIME];
            return Optional.of(new LibvirtDaemon(name, pid, ticks, Files.getLastModifiedTime(pidFile)));
        } catch (IOException | NumberFormatException e) {
            // No such file, or of a daemon that is gone.
            return Optional.empty();
        }
    }
}
