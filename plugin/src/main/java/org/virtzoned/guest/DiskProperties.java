package org.virtzoned.guest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.virtzoned.device.ByteSize;

/**
 * What is known of a disk's zones and size, as asked for or as a kernel has it.
 *
 * @param words the properties that are known: sizes with a unit, the rest as sysfs has them
 */
public record DiskProperties(Map<DiskProperty, String> words) {
    /** The zoned model of a disk that has no zones. */
    static final String PLAIN = "none";

    private static final int SECTOR_BYTES = 512;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern MODEL = Pattern.compile("[a-z-]{1,20}");

    public DiskProperties {
        words = Collections.unmodifiableMap(words.isEmpty() ? new EnumMap<>(DiskProperty.class) : new EnumMap<>(words));
    }

    /**
     * Those that a kernel has of a disk.
     *
     * @param attributes the text of an attribute, by its name below the disk's folder in sysfs; empty where there is none
     */
    public static DiskProperties read(Function<String, Optional<String>> attributes) {
        Builder properties = new Builder();
        Optional<String> model =
                attributes.apply("queue/zoned").map(text -> MODEL.matcher(text).matches() ? text : "?");
        model.ifPresent(word -> properties.put(DiskProperty.MODEL, word));
        number(attributes, "size").ifPresent(sectors -> properties.put(DiskProperty.SIZE, sectors * SECTOR_BYTES));
        number(attributes, "queue/logical_block_size")
                .ifPresent(bytes -> properties.put(DiskProperty.LOGICAL_BLOCK_SIZE, Long.toString(bytes)));
        if (model.equals(Optional.of(PLAIN))) {
            return properties.build();
        }
        number(attributes, "queue/nr_zones")
                .ifPresent(count -> properties.put(DiskProperty.ZONES, Long.toString(count)));
        number(attributes, "queue/chunk_sectors")
                .ifPresent(sectors -> properties.put(DiskProperty.ZONE_SIZE, sectors * SECTOR_BYTES));
        number(attributes, "queue/max_open_zones")
                .ifPresent(count -> properties.put(DiskProperty.MAX_OPEN, Long.toString(count)));
        number(attributes, "queue/max_active_zones")
                .ifPresent(count -> properties.put(DiskProperty.MAX_ACTIVE, Long.toString(count)));
        return properties.build();
    }

    /** Whether the disk has zones, to whoever said this. */
    public boolean isZoned() {
        return !words.getOrDefault(DiskProperty.MODEL, PLAIN).equals(PLAIN);
    }

    Optional<String> get(DiskProperty property) {
        return Optional.ofNullable(words.get(property));
    }

    /** The same with one more. */
    DiskProperties with(DiskProperty property, String word) {
        Map<DiskProperty, String> more = new EnumMap<>(DiskProperty.class);
        more.putAll(words);
        more.put(property, word);
        return new DiskProperties(more);
    }

    /** What differs in the guest, where this was asked for. Of a disk that has no zones there, only that. */
    List<Difference> differences(DiskProperties found) {
        List<Difference> differences = new ArrayList<>();
        boolean sameModel =
                get(DiskProperty.MODEL).isEmpty() || get(DiskProperty.MODEL).equals(found.get(DiskProperty.MODEL));
        words.forEach((property, asked) -> found.get(property)
                .filter(word -> !word.equals(asked))
                .filter(word -> sameModel || property == DiskProperty.MODEL)
                .ifPresent(word -> differences.add(new Difference(property, asked, word))));
        return differences;
    }

    /** Those that were asked for, and the guest does not say. */
    List<DiskProperty> unknownIn(DiskProperties found) {
        return words.keySet().stream()
                .filter(property -> !found.words().containsKey(property))
                .toList();
    }

    private static Optional<Long> number(Function<String, Optional<String>> attributes, String attribute) {
        return attributes
                .apply(attribute)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong);
    }

    /** Puts properties together. */
    public static final class Builder {
        private final Map<DiskProperty, String> words = new EnumMap<>(DiskProperty.class);

        public Builder put(DiskProperty property, String word) {
            words.put(property, word);
            return this;
        }

        /** A size in bytes. */
        public Builder put(DiskProperty property, long bytes) {
            words.put(property, bytes > 0 ? new ByteSize(bytes).toString() : "0");
            return this;
        }

        public DiskProperties build() {
            return new DiskProperties(words);
        }
    }
}
