package org.virtzoned.lio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what {@code virt-zoned-lio show --json} prints. Words that it does not know it passes over. */
final class LiveDeviceJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private LiveDeviceJson() {}

    static List<LiveDevice> read(String act, String text) {
        List<LiveDevice> devices = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "it is no object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String word = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!word.equals("devices")) {
                    parser.skipChildren();
                    continue;
                }
                require(value == JsonToken.START_ARRAY, "its devices are no list");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    devices.add(readDevice(parser));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LioException(
                    act + ": virt-zoned-lio's list cannot be read: " + e.getMessage() + ".",
                    "Bring it to virt-zoned's own version: virt-zoned hooks install",
                    e);
        }
        return devices;
    }

    private static LiveDevice readDevice(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "a device is no object");
        String domain = "";
        String device = "";
        boolean live = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String word = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (word) {
                case "domain" -> domain = parser.getText();
                case "device" -> device = parser.getText();
                case "live" -> live = value == JsonToken.VALUE_TRUE;
                default -> parser.skipChildren();
            }
        }
        return new LiveDevice(UUID.fromString(domain), device, live);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
