package org.virtzoned.zonemap;

import org.virtzoned.zone.ZoneCondition;

/**
 * How a condition looks in a picture. The colours are of Okabe's and Ito's palette, which colour-blind people can tell
 * apart (jfly.uni-koeln.de/color).
 *
 * @param name blkzone's abbreviation of the condition, which is the name of a class of elements
 * @param base the colour of a zone
 * @param written the colour of that part of it that is written
 * @param mark a path in a cell of size 1, which says it without colours; empty where the fill says enough
 */
record Swatch(String name, String base, String written, String mark) {
    static Swatch of(ZoneCondition condition) {
        return switch (condition) {
            case NOT_WRITE_POINTER -> new Swatch("nw", "#aab2ba", "#aab2ba", "");
            case EMPTY -> new Swatch("em", "#e4e9ed", "#e4e9ed", "");
            case CLOSED -> new Swatch("cl", "#d4ebf9", "#56b4e9", "");
            case IMPLICIT_OPEN -> new Swatch("oi", "#fbe8c2", "#e69f00", "");
            case EXPLICIT_OPEN -> new Swatch("oe", "#f9d9c2", "#d55e00", "");
            case FULL -> new Swatch("fu", "#0072b2", "#0072b2", "");
            case READ_ONLY -> new Swatch("ro", "#cc79a7", "#cc79a7", "M.25 .5h.5");
            case OFFLINE -> new Swatch("of", "#000000", "#000000", "M.28 .28l.44 .44m0 -.44l-.44 .44");
        };
    }

    /** Whether a zone in this condition may be written in part, and that is known. */
    boolean showsFill() {
        return !written.equals(base);
    }

    boolean isMarked() {
        return !mark.isEmpty();
    }

    /** The class of the written part. */
    String writtenName() {
        return name + "w";
    }
}
