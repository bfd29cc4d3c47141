package org.virtzoned.zonemap;

import org.virtzoned.zone.ZoneCondition;

/**
 * The characters of a map's cells.
 *
 * @param parts what stands for a cell that is written in part, from little to much
 */
record Glyphs(char conventional, char empty, String parts, char full) {
    static final char READ_ONLY = 'R';
    static final char OFFLINE = 'X';
    static final char NO_MARK = ' ';

    private static final Glyphs UNICODE = new Glyphs('░', '·', "▁▂▃▄▅▆▇", '█');
    private static final Glyphs ASCII = new Glyphs('-', '.', "123456789", '#');

    static Glyphs of(MapForm form) {
        return form.unicode() ? UNICODE : ASCII;
    }

    /** A cell's own character: of two conditions the condition's, else how far it is written. */
    char of(Cell cell) {
        return switch (cell.condition()) {
            case OFFLINE -> OFFLINE;
            case READ_ONLY -> READ_ONLY;
            case NOT_WRITE_POINTER -> conventional;
            case EMPTY, IMPLICIT_OPEN, EXPLICIT_OPEN, CLOSED, FULL ->
                cell.isFull() ? full : cell.isWrittenInPart() ? parts.charAt(cell.step(parts.length())) : empty;
        };
    }

    /** The letter that says of a condition, below the cell, what its character doesn't; a blank where it does. */
    static char mark(ZoneCondition condition) {
        return switch (condition) {
            case IMPLICIT_OPEN -> 'i';
            case EXPLICIT_OPEN -> 'e';
            case CLOSED -> 'c';
            case NOT_WRITE_POINTER, EMPTY, READ_ONLY, FULL, OFFLINE -> NO_MARK;
        };
    }
}
