package org.virtzoned;

/** What a repair does with elements and arguments of ours that a domain has no record of. */
public enum OrphanHandling {
    /** They are recorded as devices again, where all that a record needs stands there. */
    RECORD,
    /** They are removed. No file is deleted. */
    REMOVE
}
