package org.virtzoned.domainxml;

/**
 * A function on one of a domain's PCI buses.
 *
 * @param bus the index of the controller that provides the bus; 0 is the root bus
 * @param slot 0 to 31
 * @param function 0 to 7
 */
record PciPlace(int bus, int slot, int function) {
    static final int LAST_SLOT = 31;
    static final int LAST_FUNCTION = 7;

    /** Slot and function as one number, as in Linux ({@code PCI_DEVFN}). */
    int devfn() {
        return slot << 3 | function;
    }

    PciPlace withFunction(int other) {
        return new PciPlace(bus, slot, other);
    }
}
