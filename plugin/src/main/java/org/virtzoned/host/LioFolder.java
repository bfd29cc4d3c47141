package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder in which the kernel keeps what LIO has to remember beyond a reboot, persistent reservations say
 * (target_init_dbroot in drivers/target/target_core_configfs.c). rtslib chooses it by {@code dbroot} in configfs.
 */
final class LioFolder {
    private static final String CHOSEN = "sys/kernel/config/target/dbroot";
    /** What the kernel takes where nothing is chosen, the preferred one first. */
    private static final List<String> DEFAULTS = List.of("/etc/target", "/var/target");

    private final Path root;

    LioFolder(Path root) {
        this.root = root;
    }

    HostCheck check() {
        String subject = "for LIO's own folder";
        List<String> folders = folders();
        return folders.stream().anyMatch(folder -> Files.isDirectory(root.resolve(folder.substring(1))))
                ? HostCheck.pass(subject)
                : HostCheck.warn(
                        subject,
                        folders.get(0) + " is not there, and LIO remembers no persistent reservations",
                        "Run: mkdir -p " + folders.get(0) + "/pr " + folders.get(0) + "/alua");
    }

    private List<String> folders() {
        try {
            String chosen = Files.readString(root.resolve(CHOSEN)).strip();
            return chosen.startsWith("/") ? List.of(chosen) : DEFAULTS;
        } catch (IOException e) {
            return DEFAULTS;
        }
    }
}
