package org.virtzoned.device;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The properties of one request while it is read: each is asked for by its type. */
final class Words {
    /** The values of a flag that is not set. */
    static final Set<String> NO = Set.of("no", "off", "false");

    private static final Set<String> YES = Set.of("yes", "on", "true");

    private final Map<String, String> unread;
    private final DeviceProperties properties;
    private final Set<String> read = new HashSet<>(Set.of(DeviceReader.SOURCE));

    /**
     * The properties of a request.
     *
     * @param properties those that it can have
     * @throws InvalidDeviceException if it has another one
     */
    Words(Map<String, String> words, DeviceProperties properties) {
        properties.requireAll(words.keySet());
        this.unread = new LinkedHashMap<>(words);
        this.properties = properties;
    }

    Optional<String> text(String word) {
        read.add(word);
        String value = unread.remove(word);
        if (value != null && value.isEmpty()) {
            throw InvalidDeviceException.value(word, "", "a value");
        }
        return Optional.ofNullable(value);
    }

    Optional<ByteSize> size(String word) {
        return text(word).map(value -> ByteSize.parse(word, value));
    }

    ByteSize requiredSize(String word, String remedy) {
        return size(word).orElseThrow(() -> InvalidDeviceException.missing(word, "a size, such as 64M", remedy));
    }

    OptionalLong sizeBytes(String word) {
        Optional<ByteSize> size = size(word);
        return size.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(size.get().bytes());
    }

    /** A number of bytes that everyone writes bare, such as a block size: {@code 4096} or {@code 4K}. */
    OptionalInt bytes(String word) {
        Optional<String> value = text(word);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            String text = value.get();
            boolean bare = text.chars().allMatch(c -> c >= '0' && c <= '9');
            return OptionalInt.of(
                    bare
                            ? Integer.parseInt(text)
                            : Math.toIntExact(ByteSize.parse(text).bytes()));
        } catch (InvalidDeviceException | ArithmeticException | NumberFormatException e) {
            throw InvalidDeviceException.value(word, value.get(), "a number of bytes, such as 4096 or 4K");
        }
    }

    OptionalInt integer(String word) {
        Optional<String> value = text(word);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            if (!value.get().chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new NumberFormatException();
            }
            return OptionalInt.of(Integer.parseInt(value.get()));
        } catch (NumberFormatException e) {
            throw InvalidDeviceException.value(word, value.get(), "a whole number from 0 to 2147483647");
        }
    }

    boolean flag(String word, boolean otherwise) {
        return text(word)
                .map(value -> {
                    if (!YES.contains(value) && !NO.contains(value)) {
                        throw InvalidDeviceException.value(word, value, "yes or no");
                    }
                    return YES.contains(value);
                })
                .orElse(otherwise);
    }

    <E> E choice(String word, Function<String, Optional<E>> reader, E otherwise, String expected) {
        return text(word)
                .map(value ->
                        reader.apply(value).orElseThrow(() -> InvalidDeviceException.value(word, value, expected)))
                .orElse(otherwise);
    }

    Optional<UUID> uuid(String word) {
        return text(word).map(value -> {
            try {
                UUID uuid = UUID.fromString(value);
                if (uuid.toString().equalsIgnoreCase(value)) {
                    return uuid;
                }
            } catch (IllegalArgumentException e) {
                // Refused below, with the word's name.
            }
            throw InvalidDeviceException.value(word, value, "a UUID, such as 5e40ec5f-eeb6-4317-bc5e-c919796a5f79");
        });
    }

    Optional<DeviceName> name(String word) {
        return text(word).map(DeviceName::new);
    }

    /** Fails where what was read is not what was declared; call it when all of a device has been read. */
    void requireAllRead() {
        Set<String> declared = new HashSet<>(properties.names());
        declared.add(DeviceReader.SOURCE);
        if (!read.equals(declared)) {
            throw new IllegalStateException(
                    "of " + properties + " " + read + " were read, and " + declared + " are declared");
        }
    }
}
