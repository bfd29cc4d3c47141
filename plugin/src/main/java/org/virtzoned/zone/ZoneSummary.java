package org.virtzoned.zone;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The zones of a report, counted and added up.
 *
 * @param zones how many there are
 * @param types how many are of a type, for those that there are
 * @param conditions how many are in a condition, for those that there are
 * @param capacityBytes of all zones
 * @param sequentialCapacityBytes of all but the conventional ones
 * @param writtenBytes of those zones of which that is known; a full zone counts with its capacity
 * @param resetRecommended how many zones the device recommends to reset
 * @param nonSequential how many were written elsewhere than at their write pointer
 */
public record ZoneSummary(
        int zones,
        Map<ZoneType, Integer> types,
        Map<ZoneCondition, Integer> conditions,
        long capacityBytes,
        long sequentialCapacityBytes,
        long writtenBytes,
        int resetRecommended,
        int nonSequential) {
    public ZoneSummary {
        types = Collections.unmodifiableMap(types);
        conditions = Collections.unmodifiableMap(conditions);
    }

    public static ZoneSummary of(ZoneReport report) {
        int[] typeCounts = new int[ZoneType.END];
        int[] conditionCounts = new int[ZoneCondition.END];
        long capacityBytes = 0;
        long sequentialCapacityBytes = 0;
        long writtenBytes = 0;
        int resetRecommended = 0;
        int nonSequential = 0;
        for (Zone zone : report.zones()) {
            typeCounts[zone.type().number()]++;
            conditionCounts[zone.condition().number()]++;
            capacityBytes += zone.capacityBytes();
            sequentialCapacityBytes += zone.isSequential() ? zone.capacityBytes() : 0;
            writtenBytes += zone.writtenBytes().orElse(0);
            resetRecommended += zone.isResetRecommended() ? 1 : 0;
            nonSequential += zone.isNonSequential() ? 1 : 0;
        }
        return new ZoneSummary(
                report.zones().size(),
                counts(ZoneType.values(), ZoneType.class, type -> typeCounts[type.number()]),
                counts(ZoneCondition.values(), ZoneCondition.class, condition -> conditionCounts[condition.number()]),
                capacityBytes,
                sequentialCapacityBytes,
                writtenBytes,
                resetRecommended,
                nonSequential);
    }

    private static <E extends Enum<E>> Map<E, Integer> counts(E[] keys, Class<E> type, ToIntFunction<E> count) {
        Map<E, Integer> counts = new EnumMap<>(type);
        for (E key : keys) {
            if (count.applyAsInt(key) > 0) {
                counts.put(key, count.applyAsInt(key));
            }
        }
        return counts;
    }
}
