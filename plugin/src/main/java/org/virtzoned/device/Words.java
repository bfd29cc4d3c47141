package org.virtzoned.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** The words of one request while it is read: each is asked for by its type, and those nobody asked for are refused. */
final class Words {
    private final Map<String, String> unread;
    private final TreeSet<String> known = new TreeSet<>();

    Words(Map<String, String> words) {
        this.unread = new LinkedHashMap<>(words);
    }

    boolean has(String word) {
        return unread.containsKey(word);
    }

    Optional<String> text(String word) {
        known.add(word);
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
                .map(value -> switch (value) {
                    case "yes", "on", "true" -> true;
                    case "no", "off", "false" -> false;
                    default -> throw InvalidDeviceException.value(word, value, "yes or no");
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

    /** Refuses what nobody asked for; call it when all words of the way have been asked for. */
    void refuseUnread() {
        if (!unread.isEmpty()) {
            throw InvalidDeviceException.words(
                    "'" + unread.keySet().iterator().next() + "' is not a word of it.",
                    "The words are: " + String.join(", ", known) + ".");
        }
    }
}
