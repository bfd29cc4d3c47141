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
final class GoldenRefusal {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final Path FOLDER =
            Needs.project().resolve("integration-tests/src/test/resources/org/virtzoned/it/nested");
    /** Its last part is the hook's exit status. */
    private static final Pattern BY_LIBVIRT =
            Pattern.compile("(?s).*Hook script execution failed: internal error: Child"
                    + " process \\(.*/hooks/qemu[^)]*\\) unexpected exit status 1: ");

    /** What differs from run to run, and the word that stands for it. */
    private static final Map<Pattern, String> VARYING = varying();

    private final CommandResult command;
    private final String words;

    private GoldenRefusal(CommandResult command, String words) {
        this.command = command;
        this.words = words;
    }

    /** Starts a domain, which must not start, and of which nothing may be left. */
    static GoldenRefusal ofStart(NestedHost host, String domain) {
        CommandResult start = host.virsh("start", domain).exits(1);
        Matcher prefix = BY_LIBVIRT.matcher(start.err());
        if (!prefix.lookingAt()) {
            throw new AssertionError("It is not the hook that refuses: " + start);
        }
        return new GoldenRefusal(start, start.err().substring(prefix.end()).strip() + "\n");
    }

    /** What the hook's program refused when it was run by hand. */
    static GoldenRefusal of(CommandResult program) {
        return new GoldenRefusal(program.exits(1), program.err());
    }

    /** What it says to do, without a full stop. */
    String remedy() {
        String remedy = words.strip().lines().skip(1).findFirst().orElse("");
        return remedy.endsWith(".") ? remedy.substring(0, remedy.length() - 1) : remedy;
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
        String constant = constant(names);
        try {
            if (UPDATE) {
                Files.writeString(file, constant);
            }
            assertEquals(Files.readString(file), constant, command::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String constant(Map<String, String> names) {
        String constant = words;
        for (Map.Entry<String, String> name : names.entrySet()) {
            constant = constant.replace(name.getKey(), name.getValue());
        }
        for (Map.Entry<Pattern, String> pattern : VARYING.entrySet()) {
            constant = pattern.getKey().matcher(constant).replaceAll(pattern.getValue());
        }
        return constant;
    }

    private static Map<Pattern, String> varying() {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        patterns.put(Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "UUID");
        patterns.put(Pattern.compile("naa\\.[0-9a-f]{16}"), "naa.WWPN");
        patterns.put(Pattern.compile("0x[0-9a-f]{16,32}"), "0xWWN");
        patterns.put(Pattern.compile("/dev/sd[a-z]+"), "/dev/sdX");
        patterns.put(Pattern.compile("/dev/sg[0-9]+"), "/dev/sgN");
        patterns.put(Pattern.compile("\\b(dm-|md)[0-9]+"), "$1N");
        return patterns;
    }
}
