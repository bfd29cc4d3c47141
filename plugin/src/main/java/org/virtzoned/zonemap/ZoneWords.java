package org.virtzoned.zonemap;

import org.virtzoned.zone.Zone;
import org.virtzoned.zone.ZoneCondition;
import org.virtzoned.zone.ZoneType;

/**
 * What there is to say of a zone, or of neighbours that are alike, in one line; of the type only where it is not the usual
 * one.
 */
final class ZoneWords {
    private ZoneWords() {}

    /**
     * The words.
     *
     * @param first the first of {@code count} zones that are alike
     */
    static String of(Zone first, int count) {
        StringBuilder words = new StringBuilder(place(first, count));
        if (first.type() != ZoneType.SEQUENTIAL_WRITE_REQUIRED) {
            words.append(first.type()).append(", ");
        }
        if (first.condition() != ZoneCondition.NOT_WRITE_POINTER) {
            words.append(first.condition()).append(", ");
        }
        if (first.condition().hasWritePointer() && first.condition() != ZoneCondition.EMPTY) {
            first.writtenBytes()
                    .ifPresent(written -> words.append(Sizes.exact(written)).append(" of "));
        }
        words.append(Sizes.exact(first.capacityBytes()));
        if (first.isResetRecommended()) {
            words.append(", reset recommended");
        }
        if (first.isNonSequential()) {
            words.append(", written non-sequentially");
        }
        return words.toString();
    }

    private static String place(Zone first, int count) {
        String start = Sizes.exact(first.startBytes());
        return count == 1
                ? "Zone " + first.number() + " at " + start + ": "
                : "Zones " + first.number() + " to " + (first.number() + count - 1) + ", from " + start + " on, each: ";
    }
}
