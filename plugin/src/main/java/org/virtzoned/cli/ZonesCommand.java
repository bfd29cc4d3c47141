package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.virtzoned.VirtZoned;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.ReplacedFile;
import org.virtzoned.linux.StandardStream;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReadProgress;
import org.virtzoned.zonemap.MapForm;
import org.virtzoned.zonemap.SummaryText;
import org.virtzoned.zonemap.ZoneJson;
import org.virtzoned.zonemap.ZoneMap;
import org.virtzoned.zonemap.ZonePicture;
import org.virtzoned.zonemap.ZoneTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code zones}: a device's zones, as a summary and a map, a table, a picture, or JSON. */
@Command(
        name = "zones",
        mixinStandardHelpOptions = true,
        description =
                "Show the zones of a zoned block device: a summary, and a map in which a cell stands for a zone or"
                        + " for several.",
        footer = "%nA full zone counts as written to its capacity, also where it was finished before.")
final class ZonesCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @ParentCommand
    private VirtZonedCommand program;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DEVICE",
            description =
                    "Of this host, by its path: its node, a link to that, or its /dev/sgN. As a guest has it, by its"
                            + " agent: DOMAIN/NAME, or DOMAIN/NODE with the guest's own name of a disk.")
    private String device;

    @Option(names = "--table", description = "Print a line for each zone.")
    private boolean table;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw a picture, and replace FILE by it; '-' is standard output.")
    private String picture;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if ((table ? 1 : 0) + (picture != null ? 1 : 0) + (output.json() ? 1 : 0) > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--table, --svg and --output=json exclude each other: each is all that is made.");
        }
        print(spec.commandLine().getOut(), read());
        return 0;
    }

    private DeviceZones read() {
        int slash = device.indexOf('/');
        boolean ofGuest = slash > 0 && slash < device.length() - 1 && !isPath(device);
        if (!isPath(device) && !ofGuest) {
            throw new VirtZonedException(
                    ErrorCode.NOT_FOUND,
                    "Cannot read the zones of '" + device
                            + "': expected the path of a device (/dev/sdX), or DOMAIN/NAME,"
                            + " a device of a running domain.",
                    "List the devices of a domain: "
                            + (device.replace("/", "").isEmpty()
                                    ? ShellCommand.of("virt-zoned", "list")
                                    : ShellCommand.of("virt-zoned", "list", device.replace("/", ""))));
        }
        try (ProgressLine line = program.progress(spec.commandLine().getErr())) {
            line.doing("reading the zones of " + device);
            ReadProgress progress = (zones, total) -> line.reach(zones + " of " + total);
            return ofGuest
                    ? guestZones(device.substring(0, slash), device.substring(slash + 1), progress)
                    : VirtZoned.zones(device, progress);
        }
    }

    private DeviceZones guestZones(String domain, String name, ReadProgress progress) {
        try (VirtZoned virtZoned = program.connect()) {
            return virtZoned.guestZones(domain, name, progress);
        }
    }

    private static boolean isPath(String name) {
        return name.startsWith("/") || name.startsWith("./") || name.startsWith("../");
    }

    private void print(PrintWriter out, DeviceZones zones) {
        if (output.json()) {
            JsonOutput.print(out, json -> ZoneJson.write(json, zones));
        } else if (table) {
            ZoneTable.print(out, zones.report());
        } else if (STANDARD_OUTPUT.equals(picture)) {
            ZonePicture.write(zones, out);
        } else if (picture != null) {
            ReplacedFile.write(picture, file -> ZonePicture.write(zones, file));
            out.println(
                    "Made: picture " + picture + " of " + zones.report().zones().size() + " zones.");
        } else {
            Terminal terminal = program.terminal(StandardStream.OUTPUT);
            SummaryText.print(out, zones, terminal.columns());
            out.println();
            ZoneMap.print(out, zones.report(), new MapForm(terminal.columns(), terminal.colour(), terminal.unicode()));
        }
    }
}
