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
 * <p>A daemon that is reloaded by us is noted in a file of run-time state. One that somebody else reloaded cannot be told
 * from one that nobody did.
 */
final class HookLoading {
    private final Path root;
    private final Path record;
    private final HookLayout layout;
    private final HostTools tools;

    HookLoading(Path root, HookLayout layout, HostTools tools) {
        this.root = root;
        this.record = root.resolve("run/virt-zoned/reloaded");
        this.layout = layout;
        this.tools = tools;
    }

    /** The daemons that are not known to know of a hook that is in a place. */
    List<LibvirtDaemon> unaware(HookPlace place) {
        Path script = root.resolve(place.path());
        Set<String> reloaded = reloaded();
        return LibvirtDaemon.running(root).stream()
                .filter(daemon -> !reloaded.contains(daemon.identity()) && !startedAfter(daemon, script))
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
        Set<String> reloaded = reloaded();
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
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw HostException.failed("remove", record, e);
        }
    }

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

    private Set<String> reloaded() {
        try {
            return Files.exists(record) ? new TreeSet<>(Files.readAllLines(record)) : new TreeSet<>();
        } catch (IOException e) {
            throw HostException.failed("read", record, e);
        }
    }
}
