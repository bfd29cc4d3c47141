package org.virtzoned.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agent returned: an object, or a single value. A member that is asked for and is not there, or is of another
 * type, makes no sense.
 */
final class AgentAnswer {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Object value;

    private AgentAnswer(Object value) {
        this.value = value;
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AgentAnswer read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            Object whole = value(parser);
            if (parser.nextToken() != null || !(whole instanceof Map<?, ?> answer) || !answer.containsKey("return")) {
                throw new IllegalArgumentException("it has no return value");
            }
            return new AgentAnswer(answer.get("return"));
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
    }

    boolean has(String member) {
        return object().containsKey(member);
    }

    /** The value itself, where it is a number. */
    long number() {
        return typed(Long.class, value, "number");
    }

    long number(String member) {
        return typed(Long.class, object().get(member), member);
    }

    boolean flag(String member) {
        return typed(Boolean.class, object().get(member), member);
    }

    String text(String member) {
        return typed(String.class, object().get(member), member);
    }

    /** The bytes that a member has in Base64. */
    byte[] bytes(String member) {
        return Base64.getDecoder().decode(text(member));
    }

    List<AgentAnswer> list(String member) {
        List<?> values = typed(List.class, object().get(member), member);
        List<AgentAnswer> elements = new ArrayList<>();
        values.forEach(element -> elements.add(new AgentAnswer(element)));
        return elements;
    }

    private Map<?, ?> object() {
        return typed(Map.class, value, "object");
    }

    private static <T> T typed(Class<T> type, Object value, String what) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("its " + what + " is missing or of another type");
        }
        return type.cast(value);
    }

    /** The value that the parser is at: Map, List, String, Long, Boolean; anything else as null. */
    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> members = new HashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
