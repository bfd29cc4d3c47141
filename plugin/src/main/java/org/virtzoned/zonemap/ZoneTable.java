package org.virtzoned.zonemap;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneReport;

/** A line for each zone, with headings; printed as it is made. */
public final class ZoneTable {
    private static final String NONE = "-";
    private static final String GAP = "  ";
    private final ZoneReport report;
    private final List<Column> columns = List.of(
            new Column("ZONE", true, zone -> Integer.toString(zone.number())),
            new Column("TYPE", false, zone -> zone.type().word()),
            new Column("CONDITION", false, zone -> zone.condition().word()),
            new Column("START", true, zone -> size(zone.startBytes())),
            new Column("LENGTH", true, zone -> size(zone.lengthBytes())),
            new Column("CAPACITY", true, zone -> size(zone.capacityBytes())),
            new Column("WRITE POINTER", true, zone -> size(zone.writePointerBytes())),
            new Column("WRITTEN", true, zone -> size(zone.writtenBytes())),
            new Column("FLAGS", false, ZoneTable::flags));

    private ZoneTable(ZoneReport report) {
        this.report = report;
    }

    public static void print(PrintWriter out, ZoneReport report) {
        new ZoneTable(report).print(out);
    }

    /** The text of a column's cells. */
    private interface Text {
        String of(Zone zone);
    }

    private record Column(String heading, boolean toTheRight, Text text) {
        void put(StringBuilder line, String cell, int width) {
            String padding = " ".repeat(width - cell.length());
            line.append(toTheRight ? padding + cell : cell + padding).append(GAP);
        }
    }

    private void print(PrintWriter out) {
        int[] widths = widths();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            columns.get(i).put(line, columns.get(i).heading(), widths[i]);
        }
        end(out, line);
        for (Zone zone : report.zones()) {
            for (int i = 0; i < widths.length; i++) {
                columns.get(i).put(line, columns.get(i).text().of(zone), widths[i]);
            }
            end(out, line);
        }
        out.flush();
    }

    /** All cells are made twice, which takes less than to keep them. */
    private int[] widths() {
        int[] widths =
                columns.stream().mapToInt(column -> column.heading().length()).toArray();
        for (Zone zone : report.zones()) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], columns.get(i).text().of(zone).length());
            }
        }
        return widths;
    }

    /** Not by println, which flushes standard output each time. */
    private static void end(PrintWriter out, StringBuilder line) {
        int length = line.length();
        while (line.charAt(length - 1) == ' ') {
            length--;
        }
        line.setLength(length);
        out.append(line.append('\n'));
        line.setLength(0);
    }

    private String size(long bytes) {
        return Sizes.exact(bytes, report.zoneSizeBytes());
    }

    private String size(OptionalLong bytes) {
        return bytes.isPresent() ? size(bytes.getAsLong()) : NONE;
    }

    private static String flags(Zone zone) {
        List<String> flags = new ArrayList<>();
        if (zone.isResetRecommended()) {
            flags.add("reset");
        }
        if (zone.isNonSequential()) {
            flags.add("non-seq");
        }
        return flags.isEmpty() ? NONE : String.join(",", flags);
    }
}
