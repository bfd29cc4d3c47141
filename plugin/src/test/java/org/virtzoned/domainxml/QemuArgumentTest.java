package org.virtzoned.domainxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QemuArgumentTest {
    @Test
    void doublesACommaInAValue() {
        assertEquals(
                "driver=raw,node-name=n,file.filename=/a,,b,,,discard=unmap",
                QemuArgument.blockdev("raw", "n")
                        .with("file.filename", "/a,b,")
                        .with("discard", "unmap")
                        .text());
    }

    @Test
    void writesABooleanAsQemuDoes() {
        assertEquals(
                "nvme,id=n,a=on,b=off,c=7",
                QemuArgument.device("nvme", "n")
                        .with("a", true)
                        .with("b", false)
                        .with("c", 7L)
                        .text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "nvme,id=n|n",
                "driver=raw,node-name=n,file.filename=/a|n",
                "id=n|n",
                "file=/a,,id=x,id=n|n",
                "file=/a,,,id=n|n",
                "file=/a,,id=x|''",
                "valid=n|''",
                "-S|''",
                "{\"driver\":\"nvme\",\"id\":\"n\"}|n"
            })
    void findsTheId(String argument, String id) {
        assertEquals(id.equals("''") ? "" : id, QemuArgument.idOf(argument));
    }
}
