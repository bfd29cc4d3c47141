package org.virtzoned.zonemap;

/**
 * How zones are laid out in rows of cells.
 *
 * @param zonesPerCell how many zones a cell stands for: 1, 2, 5, 10, …
 * @param cellsPerRow at least 1
 * @param labelWidth how many characters the number of a row's first zone takes
 */
record MapScale(int zonesPerCell, int cellsPerRow, int labelWidth) {
    /** So that the map and what stands around it are seen at once in a terminal of 30 lines. */
    private static final int MAX_ROWS = 16;

    private static final int DEFAULT_COLUMNS = 80;
    private static final int GAP = 1;

    /**
     * One cell a zone if they fit, else a round number of zones; rows of a round number of cells where there is room.
     *
     * @param zones at least 1
     * @param columns at least 1; {@link Integer#MAX_VALUE} where there is no limit, and then as in a usual terminal
     */
    static MapScale of(int zones, int columns) {
        int width = columns == Integer.MAX_VALUE ? DEFAULT_COLUMNS : columns;
        int labelWidth = Integer.toString(zones - 1).length();
        int room = Math.max(1, width - labelWidth - GAP);
        int cellsPerRow = room >= 10 ? room / 10 * 10 : room;
        int zonesPerCell = 1;
        int digits = 1;
        for (int step = 0; cells(zones, zonesPerCell) > (long) cellsPerRow * MAX_ROWS; step++) {
            switch (step % 3) {
                case 0 -> zonesPerCell = 2 * digits;
                case 1 -> zonesPerCell = 5 * digits;
                default -> {
                    digits *= 10;
                    zonesPerCell = digits;
                }
            }
        }
        return new MapScale(zonesPerCell, cellsPerRow, labelWidth);
    }

    int zonesPerRow() {
        return zonesPerCell * cellsPerRow;
    }

    private static int cells(int zones, int zonesPerCell) {
        return (zones - 1) / zonesPerCell + 1;
    }
}
