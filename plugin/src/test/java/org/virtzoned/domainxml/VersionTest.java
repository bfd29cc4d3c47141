package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.virtzoned.error.VirtZonedException;

class VersionTest {
    @ParameterizedTest
    @CsvSource({"7.2, 7.2", "7.2.0, 7.2", "7.2.15, 7.2.15", "11.10.1, 11.10.1"})
    void isReadAndPrinted(String text, String printed) {
        assertEquals(printed, Version.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7.", ".2", "7.2.", "7.2.1.1", "v7.2", "7.2-rc1", "7,2", "-7.2", "99999.1"})
    void isRefused(String text) {
        assertThrows(VirtZonedException.class, () -> Version.parse(text));
    }

    @Test
    void isOrderedByNumber() {
        assertTrue(Version.parse("9.10").compareTo(Version.parse("9.9.9")) > 0);
        assertTrue(Version.parse("10.0").compareTo(Version.parse("9.99")) > 0);
        assertEquals(0, Version.parse("8.1").compareTo(Version.of(8, 1)));
    }

    @Test
    void isReadFromLibvirtsNumber() {
        assertEquals(Version.parse("7.2.15"), Version.ofLibvirt(7_002_015));
        assertEquals(Version.parse("11.3"), Version.ofLibvirt(11_003_000));
    }
}
