/**
 * What {@code script/fuzz} gives inputs to: the parsers, and what is done with what they return. Only results and {@link
 * org.virtzoned.error.VirtZonedException} may come of any input.
 */
package org.virtzoned.fuzz;
