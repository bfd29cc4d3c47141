package org.virtzoned.lio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what {@code virt-zoned-lio prepare --dry-run --json} prints. Words that it does not know it passes over. */
final class StartRefusalJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StartRefusalJson() {}

    static List<StartRefusal> read(String act, String text) {
        List<StartRefusal> refusals = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "it is not an object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String word = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!word.equals("refusals")) {
                    parser.skipChildren();
                    continue;
                }
                require(value == JsonToken.START_ARRAY, "its refusals are not a list");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    refusals.add(readRefusal(parser));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LioException(
                    act + ": virt-zoned-lio's answer cannot be read: " + e.getMessage() + ".",
                    "Bring it to virt-zoned's own version: virt-zoned hooks install",
                    e);
        }
        return refusals;
    }

    private static StartRefusal readRefusal(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "a refusal is not an object");
        String about = "";
        Optional<String> device = Optional.empty();
        String message = "";
        Optional<String> remedy = Optional.empty();
        Optional<String> remedyWhenAttaching = Optional.empty();
        boolean mayPass = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String word = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (word) {
                case "about" -> about = parser.getText();
                case "device" -> device = text(parser, value);
                case "message" -> message = parser.getText();
                case "remedy" -> remedy = text(parser, value);
                case "remedy-when-attaching" -> remedyWhenAttaching = text(parser, value);
                case "may-pass" -> mayPass = value == JsonToken.VALUE_TRUE;
                default -> parser.skipChildren();
            }
        }
        StartRefusal.Subject subject = StartRefusal.Subject.valueOf(about.toUpperCase(Locale.ROOT));
        return new StartRefusal(subject, device, message, remedy, remedyWhenAttaching, mayPass);
    }

    private static Optional<String> text(JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
