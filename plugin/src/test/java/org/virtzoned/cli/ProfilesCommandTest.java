package org.virtzoned.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.VirtZonedException;

class ProfilesCommandTest {
    /** What is printed can be kept as a profile of one's own. */
    @Test
    void theFormOfAProfileIsThatOfItsFile() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/org/virtzoned/domain-templates/profiles/zn540.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    text.replaceAll("\\s+", ""),
                    CommandRun.print("profiles", "show", "-o", "json", "zn540").replaceAll("\\s+", ""));
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheOthersAreListed() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("broken", "/home/u/.config/virt-zoned/profiles/broken.json");
        names.put("own", "/home/u/.config/virt-zoned/profiles/own.json");
        StringWriter err = new StringWriter();

        List<String> readable = ReadableFiles.of(
                names,
                name -> {
                    if (name.equals("broken")) {
                        throw new VirtZonedException(
                                ErrorCode.INVALID_DOCUMENT,
                                "Cannot read profile 'broken': line 3: no.",
                                "Write it again.");
                    }
                    return name;
                },
                new PrintWriter(err, true));

        assertEquals(List.of("own"), readable);
        assertEquals("""
                warning: /home/u/.config/virt-zoned/profiles/broken.json is not listed: Cannot read profile 'broken': line 3: no.
                Write it again.
                """, err.toString());
    }
}
