package org.virtzoned.zone;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

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
        Map<ZoneType, Integer> types = new EnumMap<>(ZoneType.class);
        Map<ZoneCondition, Integer> conditions = new EnumMap<>(ZoneCondition.class);
        long capacityBytes = 0;
        long sequentialCapacityBytes = 0;
        long writtenBytes = 0;
        int resetRecommended = 0;
        int nonSequential = 0;
        for (Zone zone : report.zones()) {
            types.merge(zone.type(), 1, Integer::sum);
            conditions.merge(zone.condition(), 1, Integer::sum);
            capacityBytes += zone.capacityBytes();
            sequentialCapacityBytes += zone.isSequential() ? zone.capacityBytes() : 0;
            writtenBytes += zone.writtenBytes().orElse(0);
            resetRecommended += zone.isResetRecommended() ? 1 : 0;
            nonSequential += zone.isNonSequential() ? 1 : 0;
        }
        return new ZoneSummary(
                report.zones().size(),
                types,
                conditions,
                capacityBytes,
                sequentialCapacityBytes,
                writtenBytes,
                resetRecommended,
                nonSequential);
    }
}
