package org.virtzoned.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What the running kernel was built with: where distributions put it, or as the kernel itself says it. */
final class KernelConfiguration {
    private static final Pattern SET = Pattern.compile("(CONFIG_\\w+)=([ym])");

    private final Map<String, String> options;

    private KernelConfiguration(Map<String, String> options) {
        this.options = options;
    }

    /**
     * Reads it.
     *
     * @param release of the kernel, {@code uname -r}
     * @return empty where it is nowhere, or not for this user to see
     */
    static Optional<KernelConfiguration> find(Path root, String release) {
        return List.of("boot/config-" + release, "lib/modules/" + release + "/config", "proc/config.gz").stream()
                .map(root::resolve)
                .filter(Files::isReadable)
                .findFirst()
                .flatMap(KernelConfiguration::read);
    }

    /** Whether an option is {@code y}. */
    boolean isBuiltIn(String option) {
        return "y".equals(options.get(option));
    }

    /** Whether an option is neither {@code y} nor {@code m}. */
    boolean isUnset(String option) {
        return !options.containsKey(option);
    }

    private static Optional<KernelConfiguration> read(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return Optional.of(new KernelConfiguration(lines.lines()
                    .map(SET::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (first, last) -> last))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
