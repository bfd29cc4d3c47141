package org.virtzoned;

/**
 * One thing that a repair does to a domain's definition.
 *
 * @param device the device's name
 * @param detail what was found to be wrong with it, or what the device is; for people, without a full stop
 */
public record RepairAct(Kind kind, String device, String detail) {
    /** What is done to a device. */
    public enum Kind {
        /** Elements or arguments are written again from the record. */
        WRITE,
        /** The record is made again from elements and arguments. */
        RECORD,
        /** Elements and arguments without a record are removed. */
        REMOVE
    }
}
