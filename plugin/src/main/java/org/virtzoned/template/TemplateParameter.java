package org.virtzoned.template;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.SourcePath;

/**
 * A parameter of a template.
 *
 * @param name what {@code --param} calls it
 * @param type what values it takes
 * @param required whether it must be said
 * @param defaultValue its value where nothing is said
 * @param values the only values that it takes; empty for any of its type
 * @param description what it is
 */
public record TemplateParameter(
        String name,
        Type type,
        boolean required,
        Optional<String> defaultValue,
        List<String> values,
        String description) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** What a parameter's values are, and what is put into the domain for them. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A size with a unit; the domain gets bytes. */
        SIZE,
        /** A whole number of at least 1. */
        NUMBER,
        /** An absolute path. */
        PATH;

        /** The type's name in templates. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TemplateParameter {
        values = List.copyOf(values);
    }

    /** The text for the domain, empty if the value is none that the parameter takes. */
    Optional<String> filledIn(String value) {
        if (!values.isEmpty() && !values.contains(value)) {
            return Optional.empty();
        }
        try {
            return switch (type) {
                case TEXT -> Optional.of(value);
                case SIZE -> Optional.of(Long.toString(ByteSize.parse(value).bytes()));
                case NUMBER ->
                    Optional.of(value).filter(text -> NUMBER.matcher(text).matches());
                case PATH -> Optional.of(new SourcePath(value).text());
            };
        } catch (InvalidDeviceException e) {
            return Optional.empty();
        }
    }

    /** What values the parameter takes, for people. */
    String expected() {
        if (!values.isEmpty()) {
            return String.join(" or ", values);
        }
        return switch (type) {
            case TEXT -> "text";
            case SIZE -> "a size with a unit, such as 2G";
            case NUMBER -> "a whole number of at least 1";
            case PATH -> "an absolute path";
        };
    }
}
