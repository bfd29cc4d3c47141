package org.virtzoned.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.virtzoned.device.DriveProfile;
import org.virtzoned.error.ErrorCode;

/** The drive profiles: {@code NAME.json}, of the form of those in {@code domain-templates/profiles}. */
public final class Profiles {
    private static final List<String> BUILT_IN = List.of("zn540", "pm1731a", "hc620", "hc620-14t", "hc650");

    private static final List<String> KINDS = List.of(DriveProfile.NVME_ZNS, DriveProfile.ZBC);
    private static final List<String> KEYS =
            List.of("name", "vendor", "model", "description", "source", "for", "properties");

    private final Catalog catalog;

    public Profiles() {
        this(Catalog.folders("profiles"));
    }

    Profiles(List<Path> folders) {
        this.catalog = new Catalog("profile", "profiles/", ".json", folders, BUILT_IN);
    }

    /** All names, with where each profile is: a path, or {@code built-in}. */
    public Map<String, String> names() {
        return catalog.names();
    }

    /**
     * The profile of that name.
     *
     * @throws TemplateException if there is no profile of that name, or it cannot be read
     */
    public DriveProfile get(String name) {
        String text = catalog.read(name);
        try (JsonParser parser = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(text)) {
            return read(name, parser);
        } catch (JsonProcessingException e) {
            throw unreadable(name, reason(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static DriveProfile read(String name, JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        List<String> kinds = new ArrayList<>();
        expect(name, parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            switch (key) {
                case "for" -> {
                    expect(name, parser.nextToken(), JsonToken.START_ARRAY);
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        kinds.add(requireKnown(name, "value of 'for'", parser.getText(), KINDS));
                    }
                }
                case "properties" -> {
                    expect(name, parser.nextToken(), JsonToken.START_OBJECT);
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        words.put(parser.currentName(), parser.nextTextValue());
                    }
                }
                default -> texts.put(requireKnown(name, "key", key, KEYS), parser.nextTextValue());
            }
        }
        if (words.containsValue(null) || texts.containsValue(null)) {
            throw unreadable(name, "a value is not a string");
        }
        return new DriveProfile(
                name,
                texts.getOrDefault("vendor", ""),
                texts.getOrDefault("model", ""),
                texts.getOrDefault("description", ""),
                texts.getOrDefault("source", ""),
                kinds,
                words);
    }

    /** The parser's words, without those about where a construct began, which are its own. A limit of its has no line. */
    private static String reason(JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        return line + e.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
    }

    private static String requireKnown(String name, String what, String found, List<String> known) {
        if (!known.contains(found)) {
            throw unreadable(
                    name, "unknown " + what + ", '" + found + "', expected one of " + String.join(", ", known));
        }
        return found;
    }

    private static void expect(String name, JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw unreadable(name, "expected " + expected + ", found " + found);
        }
    }

    private static TemplateException unreadable(String name, String reason) {
        return new TemplateException(
                ErrorCode.INVALID_DOCUMENT,
                "Cannot read profile '" + name + "': " + reason + ".",
                "To see one of this form: virt-zoned profiles show -o json zn540");
    }
}
