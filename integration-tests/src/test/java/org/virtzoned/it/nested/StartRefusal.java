package org.virtzoned.it.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.it.CommandResult;
import org.virtzoned.it.Needs;

/**
 * What {@code virsh start} prints where the hook refuses, against golden files: the hook's own words, without those that
 * libvirt puts before them. With {@code -Dgolden.update} the files are written anew: read the difference.
 */
final class StartRefusal {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final Path FOLDER =
            Needs.project().resolve("integration-tests/src/test/resources/org/virtzoned/it/nested");
    /** Its last part is the hook's exit status. */
    private static final Pattern BY_LIBVIRT = Pattern.compile("(?s).*Hook script execution failed: internal error: Child"
            + " process \\(.*/hooks/qemu[^)]*\\) unexpected exit status 1: ");

    /** What differs from run to run, and the word that stands for it. */
    private static final Map<Pattern, String> VARYING = varying();

    private final CommandResult start;

    private StartRefusal(CommandResult start) {
        this.start = start;
    }

    /** Starts a domain, which must not start. */
    static StartRefusal of(NestedHost host, String domain) {
        return new StartRefusal(host.virsh("start", domain).exits(1));
    }

    /** It is what a golden file says. */
    void assertLike(String golden) {
        assertLike(golden, Map.of());
    }

    /**
     * It is what a golden file says.
     *
     * @param names what else differs from run to run, and the word that stands for it
     */
    void assertLike(String golden, Map<String, String> names) {
        Path file = FOLDER.resolve(golden + ".err");
        String words = words(names);
        try {
            if (UPDATE) {
                Files.writeString(file, words);
            }
            assertEquals(Files.readString(file), words, start::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String words(Map<String, String> names) {
        Matcher prefix = BY_LIBVIRT.matcher(start.err());
        if (!prefix.lookingAt()) {
            throw new AssertionError("It is not the hook that refuses: " + start);
        }
        String words = start.err().substring(prefix.end()).strip() + "\n";
        for (Map.Entry<String, String> name : names.entrySet()) {
            words = words.replace(name.getKey(), name.getValue());
        }
        for (Map.Entry<Pattern, String> pattern : VARYING.entrySet()) {
            words = pattern.getKey().matcher(words).replaceAll(pattern.getValue());
        }
        return words;
    }

    private static Map<Pattern, String> varying() {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        patterns.put(Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "UUID");
        patterns.put(Pattern.compile("naa\\.[0-9a-f]{16}"), "naa.WWPN");
        patterns.put(Pattern.compile("0x[0-9a-f]{16,32}"), "0xWWN");
        patterns.put(Pattern.compile("/dev/sd[a-z]+"), "/dev/sdX");
        patterns.put(Pattern.compile("/dev/sg[0-9]+"), "/dev/sgN");
        return patterns;
    }
}
