package org.virtzoned.zonemap;

/**
 * How a picture's cells are laid out: one a zone, in rows that begin at round numbers.
 *
 * @param zones how many cells there are
 * @param columns cells a row
 * @param cellPixels how wide and high a cell is
 */
record PictureGrid(int zones, int columns, double cellPixels) {
    static final int WIDTH_PIXELS = 1000;

    private static final int[] COLUMNS = {20, 25, 40, 50, 100, 125, 200, 250};
    /** Higher than that only with the smallest cells. */
    private static final int MAX_HEIGHT_PIXELS = 900;

    private static final int LABEL_HEIGHT_PIXELS = 16;
    private static final int LABEL_ASCENT_PIXELS = 4;

    static PictureGrid of(int zones) {
        int columns = 0;
        for (int next : COLUMNS) {
            columns = next;
            if ((long) rows(zones, columns) * WIDTH_PIXELS / columns <= MAX_HEIGHT_PIXELS) {
                break;
            }
        }
        return new PictureGrid(zones, columns, (double) WIDTH_PIXELS / columns);
    }

    int row(int zone) {
        return zone / columns;
    }

    int column(int zone) {
        return zone % columns;
    }

    int rows() {
        return rows(zones, columns);
    }

    double heightPixels() {
        return rows() * cellPixels;
    }

    /** How many rows there are from one label beside them to the next, so that labels don't touch. */
    int rowsPerLabel() {
        int[] steps = {1, 2, 4, 8, 20};
        for (int step : steps) {
            if (step * cellPixels >= LABEL_HEIGHT_PIXELS) {
                return step;
            }
        }
        throw new IllegalStateException("a cell of " + cellPixels + " pixels");
    }

    /** Below the map's top, for a label at the middle of a row. */
    double labelBaselinePixels(int row) {
        return (row + 0.5) * cellPixels + LABEL_ASCENT_PIXELS;
    }

    /** Of the rows that are full, or the only one. */
    double widthPixels() {
        return Math.min(zones, columns) * cellPixels;
    }

    /** Between cells, in cells. */
    double gap() {
        return Math.min(0.1, 2 / cellPixels);
    }

    private static int rows(int zones, int columns) {
        return (zones + columns - 1) / columns;
    }
}
