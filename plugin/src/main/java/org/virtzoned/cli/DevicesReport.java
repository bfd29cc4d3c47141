package org.virtzoned.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.HostDevices;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.ZonedBlockDevice;

/**
 * The zoned block devices of a host as a table. Where not all of its columns fit, names and uses come in indented lines
 * below each device, and what is needed least is left out.
 */
record DevicesReport(HostDevices found) {
    private static final String GAP = "  ";
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";

    void print(PrintWriter out, Terminal terminal) {
        if (found.devices().isEmpty()) {
            out.println(found.otherHost()
                    .map(uri -> "No host-managed SCSI disk is among the node devices of '" + uri + "'.")
                    .orElse("No zoned block device is on this host."));
            return;
        }
        Map<DeviceColumn, Integer> widths = widths(terminal);
        String heading = row(widths, DeviceColumn::heading);
        out.println(terminal.colour() ? BOLD + heading + PLAIN : heading);
        for (ZonedBlockDevice device : found.devices()) {
            out.println(row(widths, column -> terminal.shown(column.cell(device))));
            IndentedLine line = new IndentedLine(out, terminal);
            line.print(identity(device, widths.keySet()), ',');
            if (!widths.containsKey(DeviceColumn.USED_BY)) {
                line.print(uses(device), ';');
            }
        }
    }

    /** The columns that the table has, in their order, and how wide they are. */
    private Map<DeviceColumn, Integer> widths(Terminal terminal) {
        Map<DeviceColumn, Integer> widths = new TreeMap<>(Comparator.comparingInt(DeviceColumn.ALL::indexOf));
        int left = terminal.columns();
        for (DeviceColumn column : DeviceColumn.byRank()) {
            // Programs count columns; people need no empty ones.
            if (terminal.interactive()
                    && found.devices().stream()
                            .allMatch(device -> column.of(device).isEmpty())) {
                continue;
            }
            int width = found.devices().stream()
                    .mapToInt(device -> TextWidth.of(terminal.shown(column.cell(device))))
                    .reduce(column.heading().length(), Math::max);
            left -= width + (widths.isEmpty() ? 0 : GAP.length());
            if (left < 0 && !widths.isEmpty()) {
                break;
            }
            widths.put(column, width);
        }
        return widths;
    }

    private static String row(Map<DeviceColumn, Integer> widths, Function<DeviceColumn, String> cell) {
        return widths.entrySet().stream()
                .map(entry -> aligned(entry.getKey(), cell.apply(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    /** What says who a device is, and is not in the table. A stable name that ends in the WWN says that, too. */
    private static List<String> identity(ZonedBlockDevice device, Set<DeviceColumn> inTable) {
        Optional<String> stableName = missing(DeviceColumn.STABLE_NAME, device, inTable);
        String product = Stream.of(DeviceColumn.VENDOR, DeviceColumn.MODEL)
                .flatMap(column -> missing(column, device, inTable).stream())
                .collect(Collectors.joining(" "));
        List<String> identity = new ArrayList<>();
        if (!product.isEmpty()) {
            identity.add(product);
        }
        missing(DeviceColumn.SERIAL, device, inTable).ifPresent(serial -> identity.add("serial " + serial));
        missing(DeviceColumn.WWN, device, inTable)
                .filter(wwn ->
                        stableName.filter(name -> name.endsWith("-" + wwn)).isEmpty())
                .ifPresent(wwn -> identity.add("wwn " + wwn));
        stableName.ifPresent(identity::add);
        return identity;
    }

    private static Optional<String> missing(DeviceColumn column, ZonedBlockDevice device, Set<DeviceColumn> inTable) {
        return inTable.contains(column) ? Optional.empty() : column.of(device);
    }

    private static List<String> uses(ZonedBlockDevice device) {
        List<String> uses =
                new ArrayList<>(device.uses().stream().map(DiskUse::text).toList());
        if (!uses.isEmpty()) {
            uses.set(0, "used by: " + uses.get(0));
        }
        return uses;
    }

    private static String aligned(DeviceColumn column, String text, int width) {
        String padding = " ".repeat(width - TextWidth.of(text));
        return column.right() ? padding + text : text + padding;
    }
}
