package org.virtzoned.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Zoned devices in JSON: a list of objects with the words of the options. In each, one key is a way of attaching, its
 * value the first value (null where there is none).
 *
 * <p>What {@code list -o json} prints is read, too: a list of domains, whose devices are meant.
 *
 * <pre>{@code [{"nvme-zns": "/x/zns0.raw", "size": "32G", "zone-size": "64M"}, {"virtio-scsi": "/dev/sdf"}]}</pre>
 */
public final class DeviceJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Keys of a domain in what {@code list} prints. */
    public static final String DOMAIN = "domain";

    public static final String STATE = "state";
    public static final String PROBLEM = "problem";
    public static final String DEVICES = "devices";
    /** The key of what {@code list} prints of a device beside its properties; it is not read. */
    public static final String STATUS = "status";

    private static final Set<String> DOMAIN_KEYS = Set.of(DOMAIN, STATE, PROBLEM);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final DeviceReader reader;
    private final String document;

    /** @param document what is read, for messages: a file's name, or {@code the devices} */
    public DeviceJson(DeviceReader reader, String document) {
        this.reader = reader;
        this.document = document;
    }

    /**
     * Reads a list of devices.
     *
     * @throws InvalidDeviceException if it is no such list, or one of its devices is wrong
     */
    public List<ZonedDevice> read(String text) {
        try {
            return readList(text);
        } catch (InvalidDeviceException e) {
            throw e.about(document);
        }
    }

    private List<ZonedDevice> readList(String text) {
        List<ZonedDevice> devices = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            require(parser.nextToken() == JsonToken.START_ARRAY, "it is not a list of devices");
            readEntries(parser, devices);
            require(parser.nextToken() == null, "something follows the list");
        } catch (JsonProcessingException e) {
            throw unreadable(JsonFailure.reason(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        return devices;
    }

    private void readEntries(JsonParser parser, List<ZonedDevice> devices) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "an entry of the list is not an object");
            readEntry(parser, devices);
        }
    }

    private void readEntry(JsonParser parser, List<ZonedDevice> devices) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        Way way = null;
        boolean domain = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (key.equals(DEVICES)) {
                require(parser.nextToken() == JsonToken.START_ARRAY, "the value of '" + key + "' is not a list");
                domain = true;
                readEntries(parser, devices);
                continue;
            }
            if (key.equals(STATUS)) {
                require(parser.nextToken() == JsonToken.START_OBJECT, "the value of '" + key + "' is not an object");
                parser.skipChildren();
                continue;
            }
            require(
                    !key.equals(DeviceReader.SOURCE),
                    "'" + key + "' is not a property: the source is the value of the method");
            String value = value(parser, key);
            Optional<Way> named = Way.of(key);
            if (named.isPresent()) {
                require(way == null, "a device has two methods, '" + way + "' and '" + key + "'");
                way = named.get();
                if (!value.isEmpty()) {
                    words.put(DeviceReader.SOURCE, value);
                }
            } else {
                words.put(key, value);
            }
        }
        if (domain) {
            require(way == null && DOMAIN_KEYS.containsAll(words.keySet()), "a domain has keys of a device");
            return;
        }
        require(way != null, "a device has no method (virtio-scsi, vhost-scsi, nvme-zns, virtio-blk)");
        devices.add(reader.fromWords(way, words));
    }

    private static String value(JsonParser parser, String key) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> "yes";
            case VALUE_FALSE -> "no";
            case VALUE_NUMBER_INT -> parser.getText();
            case VALUE_NULL -> "";
            default -> throw unreadable("the value of '" + key + "' is not a string, whole number or boolean");
        };
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw unreadable(otherwise);
        }
    }

    private static InvalidDeviceException unreadable(String reason) {
        return InvalidDeviceException.words(
                reason + ".",
                "Give a list such as [{\"nvme-zns\": \"/x/zns0.raw\", \"size\": \"1G\", \"zone-size\": \"16M\"}].");
    }
}
