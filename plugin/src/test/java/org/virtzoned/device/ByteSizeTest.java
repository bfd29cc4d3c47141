package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "1B, 1",
        "512B, 512",
        "1K, 1024",
        "64M, 67108864",
        "64m, 67108864",
        "64MiB, 67108864",
        "32G, 34359738368",
        "1T, 1099511627776",
        "8388607T, 9223370937343148032",
        "9223372036854775807B, 9223372036854775807"
    })
    void readsUnits(String text, long bytes) {
        assertEquals(new ByteSize(bytes), ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "64",
                "M",
                "-1M",
                "+1M",
                "1.5G",
                "64 M",
                " 64M",
                "64M\n",
                "64MB",
                "64Mi",
                "1BiB",
                "64P",
                "0x10M",
                "\u0663M",
                "0M",
                "8388608T",
                "9223372036854775808B",
                "99999999999999999999B"
            })
    void refuses(String text) {
        assertThrows(InvalidDeviceException.class, () -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"1, 1B", "1023, 1023B", "1024, 1K", "1536, 1536B", "65011712, 62M", "1125899906842624, 1024T"})
    void printsTheLargestUnitThatDivides(long bytes, String text) {
        assertEquals(text, new ByteSize(bytes).toString());
    }

    @Test
    void readsWhatItPrints() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long bytes = Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
            ByteSize size = new ByteSize(i % 2 == 0 ? bytes : Math.max(1, Long.highestOneBit(bytes)));
            assertEquals(size, ByteSize.parse(size.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void isPositive(long bytes) {
        assertThrows(InvalidDeviceException.class, () -> new ByteSize(bytes));
    }
}
