package org.virtzoned.template;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.SourcePath;
import org.virtzoned.error.ErrorCode;

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

    /**
     * The text for the domain.
     *
     * @throws TemplateException if the value is not of the parameter's type
     */
    String filledIn(String value) {
        if (!values.isEmpty() && !values.contains(value)) {
            throw wrong(value, String.join(" or ", values));
        }
        try {
            return switch (type) {
                case TEXT -> value;
                case SIZE -> Long.toString(ByteSize.parse(value).bytes());
                case NUMBER -> number(value);
                case PATH -> new SourcePath(value).text();
            };
        } catch (InvalidDeviceException e) {
            throw wrong(value, type == Type.SIZE ? "a size with a unit, such as 2G" : "an absolute path");
        }
    }

    private String number(String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw wrong(value, "a whole number of at least 1");
        }
        return value;
    }

    private TemplateException wrong(String value, String expected) {
        return new TemplateException(
                ErrorCode.INVALID_DEVICE,
                "Cannot fill in the template: parameter " + name + " is '" + value + "', expected " + expected + ".",
                null);
    }
}
