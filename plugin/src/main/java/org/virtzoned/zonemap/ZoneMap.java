package org.virtzoned.zonemap;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneCondition;
import org.virtzoned.zone.ZoneReport;

/**
 * A map of a device's zones in lines of text, with a legend. A cell shows by its character how far its zones are written,
 * and by its colour, or by a letter below it where there are no colours, the condition that matters most among them.
 */
public final class ZoneMap {
    private final List<Zone> zones;
    private final MapForm form;
    private final MapScale scale;
    private final Glyphs glyphs;
    private final Pen pen;
    private final Set<ZoneCondition> conditions = EnumSet.noneOf(ZoneCondition.class);
    private boolean full;
    private boolean partial;
    private boolean empty;

    private ZoneMap(ZoneReport report, MapForm form) {
        this.zones = report.zones();
        this.form = form;
        this.scale = MapScale.of(zones.size(), form.columns());
        this.glyphs = Glyphs.of(form);
        this.pen = new Pen(form.colour());
    }

    /** Prints the map; nothing of a device without zones. */
    public static void print(PrintWriter out, ZoneReport report, MapForm form) {
        if (!report.zones().isEmpty()) {
            ZoneMap map = new ZoneMap(report, form);
            map.printRows(out);
            map.printLegend(out);
        }
    }

    private void printRows(PrintWriter out) {
        for (int first = 0; first < zones.size(); ) {
            int end = (int) Math.min((long) first + scale.zonesPerRow(), zones.size());
            StringBuilder marks = new StringBuilder();
            pen.put(String.format("%" + scale.labelWidth() + "d ", first));
            for (int next = first; next < end; ) {
                int cellEnd = (int) Math.min((long) next + scale.zonesPerCell(), end);
                Cell cell = Cell.of(zones.subList(next, cellEnd));
                note(cell);
                pen.put(cell.condition(), glyphs.of(cell));
                marks.append(Glyphs.mark(cell.condition()));
                next = cellEnd;
            }
            out.println(pen.end());
            if (!form.colour() && !marks.toString().isBlank()) {
                out.println(
                        " ".repeat(scale.labelWidth() + 1) + marks.toString().stripTrailing());
            }
            first = end;
        }
    }

    /** The legend explains no more than there is. */
    private void note(Cell cell) {
        conditions.add(cell.condition());
        if (cell.condition() == ZoneCondition.NOT_WRITE_POINTER
                || cell.condition() == ZoneCondition.READ_ONLY
                || cell.condition() == ZoneCondition.OFFLINE) {
            return;
        }
        full |= cell.isFull();
        partial |= cell.isWrittenInPart();
        empty |= !cell.isFull() && !cell.isWrittenInPart();
    }

    private void printLegend(PrintWriter out) {
        MapLegend legend = new MapLegend(pen, form.columns());
        int cellZones = scale.zonesPerCell();
        long cellBytes = zones.get(0).lengthBytes() * cellZones;
        legend.line(
                cellZones == 1
                        ? "A cell is a zone of " + Sizes.rounded(cellBytes) + "."
                        : "A cell stands for " + cellZones + " zones, " + Sizes.rounded(cellBytes)
                                + ": how far they are written together, and the condition that matters most.");
        if (conditions.contains(ZoneCondition.NOT_WRITE_POINTER)) {
            legend.entry(ZoneCondition.NOT_WRITE_POINTER, Character.toString(glyphs.conventional()), "conventional");
        }
        if (empty) {
            legend.entry(ZoneCondition.EMPTY, Character.toString(glyphs.empty()), "empty");
        }
        if (partial) {
            legend.entry(glyphs.parts(), "written in part");
        }
        if (full) {
            legend.entry(ZoneCondition.FULL, Character.toString(glyphs.full()), "full");
        }
        for (ZoneCondition condition : List.of(ZoneCondition.READ_ONLY, ZoneCondition.OFFLINE)) {
            if (conditions.contains(condition)) {
                legend.entry(
                        condition,
                        Character.toString(condition == ZoneCondition.OFFLINE ? Glyphs.OFFLINE : Glyphs.READ_ONLY),
                        condition.word());
            }
        }
        List<ZoneCondition> marked = conditions.stream()
                .filter(condition -> Glyphs.mark(condition) != Glyphs.NO_MARK)
                .toList();
        if (!form.colour() && !marked.isEmpty()) {
            legend.lead("Below a cell:");
        }
        for (ZoneCondition condition : marked) {
            legend.entry(
                    condition,
                    form.colour() ? colourSample() : Character.toString(Glyphs.mark(condition)),
                    condition.word());
        }
        legend.end(out);
    }

    private String colourSample() {
        return Character.toString(glyphs.parts().charAt(glyphs.parts().length() / 2));
    }
}
