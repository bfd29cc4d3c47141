package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.virtzoned.device.ByteSize;

/** As lsblk prints these. */
class HumanSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1B",
        "512, 512B",
        "1023, 1023B",
        "1024, 1K",
        "130560, 127.5K",
        "520192, 508K",
        "1048575, 1M",
        "268435456, 256M",
        "14000519643136, 12.7T",
        "15000173281280, 13.6T",
        "9223372036854775807, 8E"
    })
    void isInTheLargestUnit(long bytes, String text) {
        assertEquals(text, HumanSize.of(new ByteSize(bytes)));
    }
}
