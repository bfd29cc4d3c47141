package org.virtzoned.zone;

/** Is told how far the reading of a report has come: a large disk takes seconds to say all of its zones. */
@FunctionalInterface
public interface ReadProgress {
    /** Tells nobody. */
    ReadProgress NONE = (zones, total) -> {};

    /**
     * Some zones more were read.
     *
     * @param zones how many so far
     * @param total how many there are
     */
    void read(int zones, int total);
}
