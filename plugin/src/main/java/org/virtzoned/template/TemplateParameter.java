package org.virtzoned.template;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final String HOST_CPU = "host-passthrough";

    /** What a parameter's values are, and what is put into the domain for them. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A size with a unit; the domain gets bytes. */
        SIZE,
        /** A whole number of at least 1. */
        NUMBER,
        /** A path; the domain gets an absolute one, and a relative one begins at the current folder. */
        PATH,
        /**
         * A mode of libvirt's {@code <cpu>}. Without a default it follows the domain's type: emulated processors have no host
         * to be passed through.
         */
        CPU;

        /** The type's name in templates. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TemplateParameter {
        values = List.copyOf(values);
    }

    /** The parameter's value for a domain of a kind, where nothing is said. */
    Optional<String> defaultFor(DomainKind kind) {
        return type == Type.CPU
                ? defaultValue.or(() -> Optional.of(kind.isEmulated() ? kind.emulatedCpu() : HOST_CPU))
                : defaultValue;
    }

    /** The default, for people; empty where there is none. */
    public Optional<String> defaultDescription() {
        return type == Type.CPU
                ? defaultValue.or(() -> Optional.of(HOST_CPU + ", with type=qemu " + DomainKind.BEST_EMULATED_CPU))
                : defaultValue;
    }

    /** The text for a domain of a kind, empty if the parameter does not take the value there. */
    Optional<String> filledIn(String value, DomainKind kind) {
        if (!values.isEmpty() && !values.contains(value)) {
            return Optional.empty();
        }
        try {
            return switch (type) {
                case TEXT -> Optional.of(value);
                case SIZE -> Optional.of(Long.toString(ByteSize.parse(value).bytes()));
                case NUMBER ->
                    Optional.of(value).filter(text -> NUMBER.matcher(text).matches());
                case PATH ->
                    Optional.of(value)
                            .filter(path -> !path.isEmpty() && !path.endsWith("/"))
                            .map(path -> new SourcePath(SourcePath.normalize(Path.of("")
                                            .toAbsolutePath()
                                            .resolve(path)
                                            .toString()))
                                    .text());
                case CPU -> Optional.of(value).filter(mode -> !(kind.isEmulated() && mode.equals(HOST_CPU)));
            };
        } catch (InvalidDeviceException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What values the parameter takes in a domain of a kind, for people. */
    String expected(DomainKind kind) {
        if (type == Type.CPU && kind.isEmulated()) {
            return values.stream().filter(mode -> !mode.equals(HOST_CPU)).collect(Collectors.joining(" or "))
                    + " with type=" + kind.type();
        }
        if (!values.isEmpty()) {
            return String.join(" or ", values);
        }
        return switch (type) {
            case TEXT -> "text";
            case SIZE -> "a size with a unit, such as 2G";
            case NUMBER -> "a whole number of at least 1";
            case PATH -> "the path of a file";
            case CPU -> "a mode of libvirt's <cpu>";
        };
    }
}
