package org.virtzoned.zonemap;

import java.util.Map;
import org.virtzoned.zone.ZoneCondition;
import org.virtzoned.zone.ZoneSummary;

/** Which colour is which condition in a picture, and how many zones are in it: of those conditions that there are. */
final class PictureLegend {
    private static final int COLUMNS = 4;
    private static final int COLUMN_PIXELS = PictureGrid.WIDTH_PIXELS / COLUMNS;
    private static final int LINE_PIXELS = 28;
    private static final int SAMPLE_PIXELS = 18;
    private static final int TEXT_GAP = 8;
    private static final int BASELINE = 14;

    private final SvgWriter svg;
    private final Map<ZoneCondition, Integer> counts;

    PictureLegend(SvgWriter svg, ZoneSummary summary) {
        this.svg = svg;
        this.counts = summary.conditions();
    }

    int heightPixels() {
        return (counts.size() + COLUMNS - 1) / COLUMNS * LINE_PIXELS + LINE_PIXELS;
    }

    void write(int left, int top) {
        int place = 0;
        for (Map.Entry<ZoneCondition, Integer> count : counts.entrySet()) {
            int x = left + place % COLUMNS * COLUMN_PIXELS;
            int y = top + place / COLUMNS * LINE_PIXELS;
            writeSample(Swatch.of(count.getKey()), x, y);
            writeText("fact", x + SAMPLE_PIXELS + TEXT_GAP, y, meaning(count.getKey()) + ": " + count.getValue());
            place++;
        }
        int bottom = top + heightPixels() - LINE_PIXELS;
        writeText("row", left, bottom, "A cell is a zone, coloured from below as far as it is written.");
    }

    private void writeText(String style, int x, int y, String text) {
        svg.text("text", text, "class", style, "x", Integer.toString(x), "y", Integer.toString(y + BASELINE));
    }

    /** As a cell is; where cells show how far they are written, more than half. */
    private void writeSample(Swatch swatch, int x, int y) {
        svg.start("g", "transform", "translate(" + x + " " + y + ") scale(" + SAMPLE_PIXELS + ")");
        svg.empty("rect", "class", swatch.name(), "width", "1", "height", "1");
        if (swatch.showsFill()) {
            svg.empty("rect", "class", swatch.writtenName(), "y", "0.4", "width", "1", "height", "0.6");
        }
        if (swatch.isMarked()) {
            svg.empty("path", "class", "mark", "d", swatch.mark());
        }
        svg.end();
    }

    private static String meaning(ZoneCondition condition) {
        return condition == ZoneCondition.NOT_WRITE_POINTER ? "conventional" : condition.word();
    }
}
