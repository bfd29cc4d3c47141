package org.virtzoned.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The line that includes the rules, in AppArmor's file for local additions: newer libvirts include the whole folder that
 * the rules are in, older ones (9.0 in Debian 12) only that file.
 */
final class AppArmorInclusion {
    static final String LINE = "include if exists <" + AppArmorRules.RULES + ">";

    /** Where the file was made for the line. */
    private static final String MARK = HookFile.MARK + ".";

    private final Path file;

    AppArmorInclusion(Path file) {
        this.file = file;
    }

    /** Adds the line, and leaves the others as they are; the line is not there. */
    void add() {
        try {
            HostFolder.open(file.getParent()).make();
            if (Files.exists(file)) {
                String text = Files.readString(file);
                String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
                Files.writeString(file, end + LINE + "\n", StandardOpenOption.APPEND);
            } else {
                Files.writeString(file, MARK + "\n" + LINE + "\n");
            }
        } catch (IOException e) {
            throw HostException.failed("write", file, e);
        }
    }

    /**
     * Takes the line away, and the file if it was made for it and holds nothing else.
     *
     * @return whether the line was there
     */
    boolean remove() {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> others = new ArrayList<>(lines);
            if (!others.removeIf(line -> line.strip().equals(LINE))) {
                return false;
            }
            if (others.equals(List.of(MARK))) {
                Files.delete(file);
            } else {
                replace(others);
            }
            return true;
        } catch (IOException e) {
            throw HostException.failed("change", file, e);
        }
    }

    /** By another file in its place, with the same owner and permissions: a guest that starts now reads one or the other. */
    private void replace(List<String> lines) throws IOException {
        // AppArmor passes over what begins with a dot.
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.write(draft, lines, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
