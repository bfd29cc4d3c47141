package org.virtzoned.zonemap;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReportedDevice;
import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneReport;
import org.virtzoned.zone.ZoneSummary;

/**
 * A picture of a device's zones in SVG: a cell each, in the colour of its condition, coloured from below as far as it is
 * written. It is the same whenever the zones are. Who points at a cell is told its zone's numbers.
 */
public final class ZonePicture {
    private static final int MARGIN = 32;
    private static final int LABELS = 64;
    private static final int MAP_LEFT = MARGIN + LABELS;
    private static final int MAP_TOP = 124;
    private static final int WIDTH = 2 * MAP_LEFT + PictureGrid.WIDTH_PIXELS;
    private static final int LABEL_GAP = 10;
    private static final int LEGEND_GAP = 28;
    private static final int MAX_NAME_LENGTH = 84;

    private final ReportedDevice device;
    private final ZoneReport report;
    private final ZoneSummary summary;
    private final PictureGrid grid;
    private final SvgWriter svg;

    private ZonePicture(DeviceZones zones, Writer out) {
        this.device = zones.device();
        this.report = zones.report();
        this.summary = zones.summary();
        this.grid = PictureGrid.of(report.zones().size());
        this.svg = new SvgWriter(out);
    }

    /**
     * Writes the picture, and leaves what it is written to open.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(DeviceZones zones, Writer out) {
        new ZonePicture(zones, out).write();
    }

    private void write() {
        PictureLegend legend = new PictureLegend(svg, summary);
        int legendTop = (int) Math.ceil(MAP_TOP + grid.heightPixels()) + LEGEND_GAP;
        String height = Integer.toString(legendTop + legend.heightPixels() + MARGIN);
        String width = Integer.toString(WIDTH);
        svg.begin("width", width, "height", height, "viewBox", "0 0 " + width + " " + height, "role", "img");
        svg.text("title", "Zones of " + SummaryText.name(device));
        svg.text("style", PictureStyle.css());
        svg.empty("rect", "class", "paper", "width", width, "height", height);
        writeHeading();
        writeRowLabels();
        svg.start(
                "g",
                "transform",
                "translate(" + MAP_LEFT + " " + MAP_TOP + ") scale(" + SvgWriter.number(grid.cellPixels()) + ")");
        new PictureCells(svg, report.zones(), grid).write();
        svg.end();
        legend.write(MAP_LEFT, legendTop);
        svg.end();
        svg.finish();
    }

    private void writeHeading() {
        line("name", 48, shortened(device.name()));
        List<String> what = new ArrayList<>();
        if (!device.node().equals(device.name())) {
            what.add(device.node());
        }
        device.model().ifPresent(what::add);
        device.zonedModel().ifPresent(what::add);
        what.add("zones: " + SummaryText.size(report));
        line("fact", 74, String.join("; ", what));
        List<String> state = new ArrayList<>();
        if (summary.sequentialCapacityBytes() > 0) {
            state.add("written: " + SummaryText.written(summary));
        }
        if (summary.capacityBytes() < report.deviceSizeBytes()) {
            state.add("capacity: " + SummaryText.capacity(report, summary));
        }
        SummaryText.limits(device).ifPresent(limits -> state.add("limits: " + limits));
        line("fact", 96, String.join("; ", state));
    }

    private void line(String style, int y, String text) {
        svg.text("text", text, "class", style, "x", Integer.toString(MARGIN), "y", Integer.toString(y));
    }

    /** Left of a row the number of its first zone, right of it where that begins. */
    private void writeRowLabels() {
        String left = Integer.toString(MAP_LEFT - LABEL_GAP);
        String right = SvgWriter.number(MAP_LEFT + grid.widthPixels() + LABEL_GAP);
        for (int row = 0; row < grid.rows(); row += grid.rowsPerLabel()) {
            Zone first = report.zones().get(row * grid.columns());
            String y = SvgWriter.number(MAP_TOP + grid.labelBaselinePixels(row));
            svg.text("text", Integer.toString(first.number()), "class", "row left", "x", left, "y", y);
            svg.text("text", Sizes.brief(first.startBytes()), "class", "row", "x", right, "y", y);
        }
    }

    private static String shortened(String name) {
        int half = MAX_NAME_LENGTH / 2;
        return name.length() <= MAX_NAME_LENGTH
                ? name
                : name.substring(0, half) + "…" + name.substring(name.length() - half);
    }
}
