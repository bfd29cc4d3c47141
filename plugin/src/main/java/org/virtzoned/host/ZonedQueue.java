package org.virtzoned.host;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ZoneModel;

/**
 * How a block device is divided into zones, and their limits: the attributes of its queue in sysfs
 * (Documentation/ABI/stable/sysfs-block). What is not known is absent: older kernels do not tell all of it.
 *
 * @param capacity of the device
 * @param zones how many; the last one may be smaller
 * @param conventionalZones how many of them have no write pointer
 * @param maxOpenZones how many can be open at a time; 0 where there is no limit
 * @param maxActiveZones how many can be open or closed at a time; 0 where there is no limit
 * @param zoneAppendLimit the most that one zone append writes; absent also where the device has none
 */
public record ZonedQueue(
        Optional<ZoneModel> model,
        Optional<ByteSize> capacity,
        OptionalLong zones,
        Optional<ByteSize> zoneSize,
        OptionalLong conventionalZones,
        OptionalLong maxOpenZones,
        OptionalLong maxActiveZones,
        Optional<ByteSize> zoneAppendLimit,
        Optional<ByteSize> logicalBlockSize) {
    /** Of a host-managed device that nothing more is known of. */
    public static final ZonedQueue HOST_MANAGED = new ZonedQueue(
            Optional.of(ZoneModel.HOST_MANAGED),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());

    public ZonedQueue {
        Stream.of(zones, conventionalZones, maxOpenZones, maxActiveZones)
                .flatMapToLong(OptionalLong::stream)
                .filter(count -> count < 0)
                .forEach(count -> {
                    throw new IllegalArgumentException("A count is " + count + ", expected at least 0.");
                });
        if (zones.isPresent() && conventionalZones.orElse(0) > zones.getAsLong()) {
            throw new IllegalArgumentException("Conventional zones are " + conventionalZones.getAsLong() + ", expected "
                    + zones.getAsLong() + " at most.");
        }
    }
}
