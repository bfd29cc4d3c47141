package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether libvirt knows that there is a hook: it looks when it starts, and when it is reloaded, only.
 *
 * <p>A daemon that is reloaded by us is noted in a file of run-time state; the hook notes the daemon that calls it in
 * another. One that was reloaded by other means, and has started no guest since, cannot be told from one that was not.
 */
final class HookLoading {
    private final Path root;
    private final Path record;
    private final Path caller;
    private final HookLayout layout;
    private final HostTools tools;

    HookLoading(Path root, HookLayout layout, HostTools tools) {
        this.root = root;
        this.record = root.resolve("run/virt-zoned/reloaded");
        this.caller = root.resolve("run/virt-zoned/caller");
        this.layout = layout;
        this.tools = tools;
    }

    /** The daemons that are not known to know of a hook that is in a place. */
    List<LibvirtDaemon> unaware(HookPlace place) {
        Path script = root.resolve(place.path());
        Set<String> known = read(record);
        known.addAll(read(caller));
        return LibvirtDaemon.running(root).stream()
                .filter(daemon -> !known.contains(daemon.identity()) && !startedAfter(daemon, script))
                .toList();
    }

    /** The daemons that know of it. */
    List<LibvirtDaemon> aware(HookPlace place) {
        List<LibvirtDaemon> unaware = unaware(place);
        return LibvirtDaemon.running(root).stream()
                .filter(daemon -> !unaware.contains(daemon))
                .toList();
    }

    /** Has a daemon look again, or says how. */
    void reload(LibvirtDaemon daemon, HookReport report) {
        if (layout.runsSystemd()) {
            tools.run("systemctl", "reload", daemon.name() + ".service")
                    .ifPresentOrElse(
                            failure -> report.warn(failure + ". " + tell(daemon, "kill -HUP " + daemon.pid())), () -> {
                                note(daemon);
                                report.done("Reloaded: " + daemon.name() + ".");
                            });
        } else {
            report.warn(tell(daemon, command(daemon)));
        }
    }

    /** Notes that a daemon knows of the hook. */
    void note(LibvirtDaemon daemon) {
        Set<String> reloaded = read(record);
        if (reloaded.add(daemon.identity())) {
            try {
                HostFolder.open(record.getParent()).make();
                Files.write(record, reloaded);
            } catch (IOException e) {
                throw HostException.failed("write", record, e);
            }
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(caller);
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw HostException.failed("remove", record, e);
        }
    }

    /** What follows from the command: a daemon does not say what it found, but calls the hook when a guest starts. */
    static final String SHOWN = ", and start a guest: its hook notes the daemon";

    /** The command that has a daemon look for hooks again. */
    String command(LibvirtDaemon daemon) {
        return layout.runsSystemd() ? "systemctl reload " + daemon.name() : "kill -HUP " + daemon.pid();
    }

    private static String tell(LibvirtDaemon daemon, String command) {
        return daemon.name() + " looks for hooks at its start, and when it is told to. Tell it: " + command;
    }

    private static boolean startedAfter(LibvirtDaemon daemon, Path script) {
        try {
            // The time of the last change of the inode: its renaming, that is, not the writing of its content.
            return daemon.started().compareTo((FileTime) Files.getAttribute(script, "unix:ctime")) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> read(Path file) {
        try {
            return Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : new TreeSet<>();
        } catch (IOException e) {
            throw HostException.failed("read", file, e);
        }
    }
}
