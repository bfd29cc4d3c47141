package org.virtzoned.relaxng;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.config.RgxGenOption;
import com.github.curiousoddman.rgxgen.config.RgxGenProperties;
import com.thaiopensource.datatype.xsd.DatatypeLibraryFactoryImpl;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaxng.datatype.Datatype;
import org.relaxng.datatype.DatatypeBuilder;
import org.relaxng.datatype.DatatypeException;
import org.relaxng.datatype.DatatypeLibrary;
import org.virtzoned.xml.XmlText;

/**
 * A type of XML Schema's with its parameters, and literals of it.
 *
 * <p>They are guessed, and kept where Jing's own implementation of the type takes them.
 */
final class DataType {
    private static final DatatypeLibrary LIBRARY =
            new DatatypeLibraryFactoryImpl().createDatatypeLibrary("http://www.w3.org/2001/XMLSchema-datatypes");
    private static final int GUESSES = 30;
    private static final int MOST_REPETITIONS = 6;

    private final String name;
    private final Map<String, String> parameters;
    private final Set<String> exceptions;
    private final Datatype datatype;
    private final Optional<RgxGen> pattern;

    DataType(String name, Map<String, String> parameters, Set<String> exceptions) {
        this.name = name;
        this.parameters = parameters;
        this.exceptions = exceptions;
        this.pattern = Optional.ofNullable(parameters.get("pattern")).map(DataType::expression);
        try {
            DatatypeBuilder builder = LIBRARY.createDatatypeBuilder(name);
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                builder.addParameter(parameter.getKey(), parameter.getValue(), null);
            }
            this.datatype = builder.createDatatype();
        } catch (DatatypeException e) {
            throw new IllegalArgumentException("no type " + this, e);
        }
    }

    String literal(Choices choices) {
        for (int i = 0; i < GUESSES; i++) {
            String guess = guess(choices, i);
            if (XmlText.isAllowed(guess) && datatype.isValid(guess, null) && !exceptions.contains(guess)) {
                return guess;
            }
        }
        throw new AssertionError("no literal was found of type " + this);
    }

    /** Numbers are tried first where there are limits, since a regular expression does not know of them. */
    private String guess(Choices choices, int attempt) {
        if (pattern.isPresent() && (attempt % 2 == 1 || name.equals("string"))) {
            return pattern.get().generate(choices);
        }
        return switch (name) {
            case "string" -> AnyText.of(choices);
            case "dateTime" -> "2026-0" + (1 + choices.nextInt(9)) + "-28T11:22:33Z";
            case "NCName" -> choices.of("n", "a-b.c", "_1");
            case "anyURI" -> choices.of("http://example.org/x", "urn:y");
            case "double" -> choices.of("0.5", "1", "1e3");
            default -> Long.toString(number(choices, attempt));
        };
    }

    private long number(Choices choices, int attempt) {
        long least = Long.parseLong(parameters.getOrDefault("minInclusive", "0"));
        long most = Long.parseLong(parameters.getOrDefault("maxInclusive", Long.toString(Long.MAX_VALUE)));
        if (attempt == 0 && choices.nextInt(8) == 7) {
            return most;
        }
        // Where the choices have ended, each attempt is another all the same.
        return Math.min(least + choices.nextInt(choices.of(8, 256, 100_000)) + attempt / 2, most);
    }

    private static RgxGen expression(String text) {
        RgxGenProperties properties = new RgxGenProperties();
        RgxGenOption.INFINITE_PATTERN_REPETITION.setInProperties(properties, MOST_REPETITIONS);
        return RgxGen.parse(properties, text);
    }

    @Override
    public String toString() {
        return name + parameters;
    }
}
