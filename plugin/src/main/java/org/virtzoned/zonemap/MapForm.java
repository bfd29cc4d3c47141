package org.virtzoned.zonemap;

/**
 * What a map in a terminal is made of.
 *
 * @param columns how many characters a line may have: at least 1; {@link Integer#MAX_VALUE} where there is no limit
 * @param colour whether colours are shown
 * @param unicode whether characters beyond ASCII are shown
 */
public record MapForm(int columns, boolean colour, boolean unicode) {}
