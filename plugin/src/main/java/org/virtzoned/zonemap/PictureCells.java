package org.virtzoned.zonemap;

import java.util.List;
import java.util.function.Consumer;
import org.virtzoned.zone.Zone;

/**
 * The cells of a picture, where 1 is the width of one and its height.
 *
 * <p>Of a device with many zones, neighbours in a row that are alike share one rectangle and its words: else the picture
 * of a large disk would be some MiB and no browser would like it.
 */
final class PictureCells {
    private static final int MAX_ZONES_APART = 4096;

    /** In smaller cells a mark would not be seen: rings around them are. */
    private static final int MIN_MARKED_PIXELS = 8;

    private static final int RING_PIXELS = 8;
    private static final double RING_STROKE_PIXELS = 1.5;
    /** More are seen without. */
    private static final int MAX_RINGS = 200;

    private final SvgWriter svg;
    private final List<Zone> zones;
    private final PictureGrid grid;

    PictureCells(SvgWriter svg, List<Zone> zones, PictureGrid grid) {
        this.svg = svg;
        this.zones = zones;
        this.grid = grid;
    }

    void write() {
        for (int first = 0; first < zones.size(); ) {
            int end = endOfRun(first);
            writeRun(zones.get(first), end - first);
            first = end;
        }
        writeGaps();
        if (grid.cellPixels() >= MIN_MARKED_PIXELS) {
            forEachMarked(this::writeMark);
        } else if (zones.stream()
                        .filter(PictureCells::isMarked)
                        .limit(MAX_RINGS + 1L)
                        .count()
                <= MAX_RINGS) {
            forEachMarked(this::writeRing);
        }
    }

    private int endOfRun(int first) {
        int end = first + 1;
        if (zones.size() > MAX_ZONES_APART) {
            int rowEnd = Math.min(zones.size(), (grid.row(first) + 1) * grid.columns());
            while (end < rowEnd && zones.get(end).isLike(zones.get(first))) {
                end++;
            }
        }
        return end;
    }

    private void writeRun(Zone first, int count) {
        Swatch swatch = Swatch.of(first.condition());
        Cell cell = Cell.of(first);
        String words = ZoneWords.of(first, count);
        String base = rectangle(first, count, 1);
        if (!swatch.showsFill() || cell.fill() == 0) {
            svg.titled("path", words, "class", swatch.name(), "d", base);
            return;
        }
        svg.start("g");
        svg.text("title", words);
        svg.empty("path", "class", swatch.name(), "d", base);
        svg.empty("path", "class", swatch.writtenName(), "d", rectangle(first, count, visible(cell)));
        svg.end();
    }

    /** From the bottom of a run's cells upwards; as a path, which is the shortest form that it has. */
    private String rectangle(Zone first, int count, double height) {
        return "M" + grid.column(first.number()) + " " + (grid.row(first.number()) + 1) + "h" + count + "v-"
                + SvgWriter.number(height) + "h-" + count + "z";
    }

    /** A pixel beside the gap is there of what is written, and of what is not, however little it is. */
    private double visible(Cell cell) {
        double least = 1 / grid.cellPixels() + grid.gap() / 2;
        return cell.isFull() ? 1 : Math.max(least, Math.min(1 - least, cell.fill()));
    }

    /** Lines over everything make cells of what is drawn as one. */
    private void writeGaps() {
        StringBuilder path = new StringBuilder();
        for (int row = 1; row < grid.rows(); row++) {
            path.append("M0 ").append(row).append('h').append(grid.columns());
        }
        for (int column = 1; column < grid.columns(); column++) {
            path.append('M').append(column).append(" 0v").append(grid.rows());
        }
        svg.empty("path", "class", "gap", "stroke-width", SvgWriter.number(grid.gap()), "d", path.toString());
    }

    private void writeMark(Zone zone) {
        String place = "translate(" + grid.column(zone.number()) + " " + grid.row(zone.number()) + ")";
        svg.empty(
                "path",
                "class",
                "mark",
                "transform",
                place,
                "d",
                Swatch.of(zone.condition()).mark());
    }

    private void writeRing(Zone zone) {
        svg.empty(
                "circle",
                "class",
                "ring",
                "stroke-width",
                SvgWriter.number(RING_STROKE_PIXELS / grid.cellPixels()),
                "cx",
                SvgWriter.number(grid.column(zone.number()) + 0.5),
                "cy",
                SvgWriter.number(grid.row(zone.number()) + 0.5),
                "r",
                SvgWriter.number(RING_PIXELS / grid.cellPixels()));
    }

    private void forEachMarked(Consumer<Zone> action) {
        zones.stream().filter(PictureCells::isMarked).forEach(action);
    }

    private static boolean isMarked(Zone zone) {
        return Swatch.of(zone.condition()).isMarked();
    }
}
