package org.virtzoned.relaxng;

import java.util.List;

/** A pattern of a schema: what it takes at least, and content that matches it. */
interface Pattern {
    /** More than any content has: nothing matches the pattern. */
    int IMPOSSIBLE = 1_000_000;

    /** The number of elements that the smallest matching content has. */
    int cost();

    /** Adds content that matches. */
    void generate(Content content);

    /** The patterns that it is made of, without what is inside of elements. */
    List<Pattern> parts();

    default boolean isPossible() {
        return cost() < IMPOSSIBLE;
    }
}
