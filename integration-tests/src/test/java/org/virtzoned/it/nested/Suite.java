package org.virtzoned.it.nested;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A release of Debian that a nested host is. */
enum Suite {
    BOOKWORM,
    TRIXIE;

    String suiteName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** QEMU 8.1 and Linux 6.4 are the first with zoned devices by virtio-blk. */
    boolean hasZonedVirtioBlk() {
        return this != BOOKWORM;
    }

    /** The folder that {@code integration-tests/rig/build} made: of the property {@code nested.SUITE}. */
    Path image() {
        return Path.of(System.getProperty(property(), ""));
    }

    /** What of the image isn't there. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String file :
                List.of("vmlinuz", "initrd.img", "disk.img", "guest/vmlinuz", "guest/initramfs.gz", "guest/agent.gz")) {
            if (!Files.isRegularFile(image().resolve(file))) {
                missing.add("the nested host's " + file + " in '" + image() + "', the folder of -D" + property());
            }
        }
        return missing;
    }

    private String property() {
        return "nested." + suiteName();
    }
}
