package org.virtzoned.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command for the agent, as JSON. */
final class AgentCommand {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String name;
    private final Map<String, Object> arguments = new LinkedHashMap<>();

    AgentCommand(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    AgentCommand with(String argument, String value) {
        arguments.put(argument, value);
        return this;
    }

    AgentCommand with(String argument, long value) {
        arguments.put(argument, value);
        return this;
    }

    AgentCommand with(String argument, boolean value) {
        arguments.put(argument, value);
        return this;
    }

    AgentCommand with(String argument, List<String> values) {
        arguments.put(argument, List.copyOf(values));
        return this;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("execute", name);
            if (!arguments.isEmpty()) {
                json.writeObjectFieldStart("arguments");
                for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                    json.writeFieldName(argument.getKey());
                    write(json, argument.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> values) {
            json.writeStartArray();
            for (Object element : values) {
                json.writeString((String) element);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString((String) value);
        }
    }
}
