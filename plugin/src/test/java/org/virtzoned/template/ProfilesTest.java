package org.virtzoned.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.DriveProfile;
import org.virtzoned.device.Way;

class ProfilesTest {
    private static final Profiles BUILT_IN = new Profiles(List.of());

    @TempDir
    private Path folder;

    static Stream<String> builtIn() {
        return BUILT_IN.names().keySet().stream();
    }

    @Test
    void areThoseInTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../domain-templates/profiles"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .sorted()
                            .toList(),
                    builtIn().sorted().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void saysWhatItIsAndWhereItIsFrom(String name) {
        DriveProfile profile = BUILT_IN.get(name);

        assertFalse(profile.vendor().isEmpty());
        assertFalse(profile.model().isEmpty());
        assertFalse(profile.description().isEmpty());
        assertTrue(profile.source().contains("https://"), profile.source());
        assertFalse(profile.kinds().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void makesAValidDevice(String name) {
        DeviceReader reader = new DeviceReader(BUILT_IN::get, "/srv", "/srv");
        for (String kind : BUILT_IN.get(name).kinds()) {
            if (kind.equals(DriveProfile.ZBC)) {
                reader.fromOption(Way.VHOST_SCSI, "zbc:/srv/z.raw,profile=" + name);
                reader.fromOption(Way.VIRTIO_SCSI, "zbc:/srv/z.raw,profile=" + name);
            } else {
                reader.fromOption(Way.NVME_ZNS, "/srv/z.raw,profile=" + name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[]|expected START_OBJECT, found START_ARRAY.",
                "{\"properties\": []}|expected START_OBJECT, found START_ARRAY.",
                "{\"for\": \"zbc\"}|expected START_ARRAY, found VALUE_STRING.",
                "{\"properties\": {\"size\": 1}}|a value is not a string.",
                "{\"for\": [\"virtio-scsi\"]}|unknown value of 'for', 'virtio-scsi', expected one of nvme-zns, zbc.",
                "{\"ways\": \"zbc\"}|unknown key, 'ways', expected one of name, vendor, model, description, source, for, properties.",
                "{\"vendor\": {\"name\": \"x\"}}|a value is not a string.",
                "{\"vendor\": \"a\", \"vendor\": \"b\"}|line 1: Duplicate field 'vendor'.",
                "{\"vendor\": \"a\"|line 1: Unexpected end-of-input: expected close marker for Object."
            })
    void whatIsNoProfileIsRefused(String text, String reason) throws IOException {
        Files.writeString(folder.resolve("own.json"), text);

        TemplateException refusal =
                assertThrows(TemplateException.class, () -> new Profiles(List.of(folder)).get("own"));

        assertEquals("Cannot read profile 'own': " + reason, refusal.getMessage());
    }
}
