package org.virtzoned.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN =
            List.of("attach", "check", "create", "detach", "list", "max-active", "max-open", "size", "zone-size");

    @ParameterizedTest
    @CsvSource({
        "crete, create",
        "creaet, create",
        "CREATE, create",
        "dettach, detach",
        "atach, attach",
        "zonesize, zone-size",
        "zone_size, zone-size",
        "' zone-size', zone-size",
        "zone-sise, zone-size",
        "maxopen, max-open",
        "crea, create",
        "max-ac, max-active",
    })
    void findsTheNearest(String typed, String meant) {
        assertEquals(Optional.of(meant), Spelling.nearest(typed, KNOWN));
        assertEquals("Did you mean '" + meant + "'? ", Spelling.didYouMean(typed, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "''", "xy", "qemu:///system"})
    void findsNothingNear(String typed) {
        assertEquals(Optional.empty(), Spelling.nearest(typed, KNOWN));
        assertEquals("", Spelling.didYouMean(typed, KNOWN));
    }

    @Test
    void findsNothingAmongNone() {
        assertEquals(Optional.empty(), Spelling.nearest("create", List.of()));
    }
}
