package org.virtzoned.domainxml;

import java.util.BitSet;
import java.util.OptionalInt;

/**
 * The indexes of one type of controller, of which the lowest free ones are given out: where one is left out below,
 * libvirt adds a controller of its own, which would stay.
 */
final class ControllerIndexes {
    /** No machine has so many; a document may say anything. */
    private static final int LIMIT = 1 << 16;

    private final int most;
    private final BitSet taken = new BitSet();
    private int unnumbered;

    /** @param most the highest index that libvirt takes */
    ControllerIndexes(int most) {
        this.most = most;
    }

    /** Takes an index; a controller without one, a negative index, gets the lowest free one by libvirt. */
    void note(int index) {
        if (index < 0) {
            unnumbered++;
        } else {
            taken.set(Math.min(index, LIMIT));
        }
    }

    /** Takes an index and all below: libvirt adds what a disk's controller lacks. */
    void noteUpTo(int index) {
        taken.set(0, Math.max(0, Math.min(index, LIMIT)) + 1);
    }

    /** The lowest free index that libvirt has no use for itself; empty where there is none. */
    OptionalInt take() {
        int free = taken.nextClearBit(0);
        for (int i = 0; i < unnumbered; i++) {
            free = taken.nextClearBit(free + 1);
        }
        if (free > most) {
            return OptionalInt.empty();
        }
        taken.set(free);
        return OptionalInt.of(free);
    }
}
