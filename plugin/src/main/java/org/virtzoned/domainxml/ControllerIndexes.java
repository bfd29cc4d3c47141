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
    private final BitSet numbered = new BitSet();
    private int unnumbered;
    /** Of what is on a controller that may not be there. */
    private int needed;

    /** @param most the highest index that libvirt takes */
    ControllerIndexes(int most) {
        this.most = most;
    }

    /** What a controller says of its index: nothing where there is no such controller, or a negative one. */
    static OptionalInt said(Integer index) {
        return index == null || index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Takes an index; a controller without one, a negative index, gets the lowest free one by libvirt. */
    void note(int index) {
        if (index < 0) {
            unnumbered++;
        } else {
            numbered.set(Math.min(index, LIMIT));
        }
    }

    /** Takes an index and all below: libvirt adds what a disk's controller lacks. */
    void noteUpTo(int index) {
        needed = Math.max(needed, Math.min(index, LIMIT) + 1);
    }

    /** The lowest free index that libvirt has no use for itself; empty where there is none. */
    OptionalInt take() {
        OptionalInt free = lowestFree();
        free.ifPresent(numbered::set);
        return free;
    }

    boolean hasFree() {
        return lowestFree().isPresent();
    }

    private OptionalInt lowestFree() {
        BitSet taken = (BitSet) numbered.clone();
        for (int i = 0; i < unnumbered; i++) {
            taken.set(taken.nextClearBit(0));
        }
        taken.set(0, needed);
        int free = taken.nextClearBit(0);
        return free > most ? OptionalInt.empty() : OptionalInt.of(free);
    }

    /** Whether each index below one is that of a controller that says so. */
    boolean areNumberedBelow(int index) {
        return numbered.nextClearBit(0) >= index;
    }
}
