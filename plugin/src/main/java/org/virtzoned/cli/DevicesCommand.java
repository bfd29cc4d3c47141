package org.virtzoned.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.virtzoned.HostDevices;
import org.virtzoned.HostLook;
import org.virtzoned.linux.StandardStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code devices}: the zoned block devices of a host. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "Show the zoned block devices of this host, and who uses them.",
        footer = {
            "%nOn a terminal what does not fit is on a line of its own, or left out; in a pipe, and in JSON, is all of it."
                    + " Some uses are seen by root only.",
            "%n--watch opens no device, so as not to be in the way of who does: it misses uses that only opening shows."
                    + " On a terminal it prints all anew, elsewhere a line for each device that came (add), went (remove),"
                    + " or is another now (change). Ctrl-C ends it.",
            "%nWith --connect to another host it shows what libvirt tells of that one: host-managed SCSI disks, by their"
                    + " address and SG node."
        })
final class DevicesCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(names = "--watch", description = "Look each second, and print what has changed.")
    private boolean watch;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Terminal terminal = program.terminal(StandardStream.OUTPUT);
        if (watch) {
            try (HostLook look = program.hostLook().withoutOpening()) {
                new DevicesWatch(look::look, DevicesCommand::pause).print(out, err, terminal, output.json());
            }
            return 0;
        }
        try (HostLook look = program.hostLook()) {
            HostDevices found = look.look();
            if (output.json()) {
                JsonOutput.print(out, json -> DeviceListJson.write(json, found.devices()));
            } else {
                new DevicesReport(found).print(out, terminal);
            }
            found.notice().ifPresent(notice -> err.println("warning: " + notice));
        }
        return 0;
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
