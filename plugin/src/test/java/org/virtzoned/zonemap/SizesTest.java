package org.virtzoned.zonemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "1, 1B, 1B, 1B",
        "4096, 4K, 4K, 4K",
        "268435456, 256M, 256M, 256M",
        "1129316352, 1077M, 1077M, 1.05G",
        "1073741824, 1G, 1G, 1G",
        "104857601, 104857601B, 100M, 100M",
        "14000519643136, 13039G, 12.7T, 12.7T",
        "9223372036854775807, 9223372036854775807B, 8.00E, 8.00E"
    })
    void aSizeHasAUnit(long bytes, String exact, String rounded, String brief) {
        assertEquals(exact, Sizes.exact(bytes));
        assertEquals(rounded, Sizes.rounded(bytes));
        assertEquals(brief, Sizes.brief(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0%", "0, 5, 0%", "1, 1000, <1%", "1, 2, 50%", "999, 1000, >99%", "7, 7, 100%"})
    void somethingIsNeverNothingOrAll(long part, long whole, String expected) {
        assertEquals(expected, Sizes.percent(part, whole));
    }
}
