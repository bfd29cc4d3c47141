package org.virtzoned.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quoting is virt-install's, which is Python's {@code shlex} with the comma for white space. */
class OptionStringTest {
    @Test
    void hasAFirstValueAndWords() {
        assertOption("/a", Map.of("size", "1G", "name", "n"), "/a,size=1G,name=n");
    }

    @Test
    void mayHaveWordsOnly() {
        assertOption("", Map.of("wwpn", "naa.1", "managed", "no"), "wwpn=naa.1,managed=no");
    }

    @Test
    void takesAPathWithAnEqualsSignAsFirst() {
        assertOption("/a/b=c", Map.of(), "/a/b=c");
        assertOption("zbc:/a=b", Map.of("x", "y=z"), "zbc:/a=b,x=y=z");
    }

    @Test
    void takesACommaInQuotes() {
        assertOption("/a,b", Map.of("serial", "c,d"), "'/a,b',serial=\"c,d\"");
        assertOption("/a,b", Map.of(), "/a\\,b");
        assertOption("/a,b/c", Map.of(), "/a','b/c");
    }

    @Test
    void escapesLikeAShell() {
        assertOption("a'b", Map.of(), "a\\'b");
        assertOption("a\\b", Map.of(), "'a\\b'");
        assertOption("a\"b\\c\\d", Map.of(), "\"a\\\"b\\\\c\\d\"");
        assertOption("a b", Map.of(), "a\\ b");
    }

    @Test
    void keepsTheOrderOfWords() {
        Map<String, String> words = OptionString.parse("/a,z=1,b=2,m=3").words();

        assertEquals("[z, b, m]", words.keySet().toString());
    }

    @Test
    void keepsAnEmptyValue() {
        assertOption("", Map.of("name", ""), "name=");
        assertOption("", Map.of(), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a,b", "/a,", "/a,,b=c", "/a,=b", "/a,b=1,b=2", "'/a", "\"/a", "/a\\", "\"/a\\\""})
    void refuses(String text) {
        assertThrows(InvalidDeviceException.class, () -> OptionString.parse(text));
    }

    private static void assertOption(String first, Map<String, String> words, String text) {
        assertEquals(new OptionString(first, new LinkedHashMap<>(words)), OptionString.parse(text));
    }
}
