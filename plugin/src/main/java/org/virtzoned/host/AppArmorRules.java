package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.virtzoned.device.SourcePath;

/**
 * The rules that let QEMU open, under AppArmor, what libvirt makes no rules of its own for: files that only QEMU's command
 * line names, SCSI generic devices, and what of sysfs tells QEMU that a disk is zoned.
 */
public final class AppArmorRules {
    /** The rules open it to every guest of the host, so they cover nothing more. */
    private static final String FOLDER = HookLayout.NAMESPACE_FOLDER;

    static final String ABSTRACTION = "abstractions/libvirt-qemu";
    static final String RULES = "abstractions/libvirt-qemu.d/virt-zoned";
    static final String LOCAL_ADDITIONS = "local/abstractions/libvirt-qemu";

    private static final String REMEDY = "Install it: virt-zoned hooks install";

    private final Path folder;

    public AppArmorRules() {
        this(Path.of("/etc/apparmor.d"));
    }

    AppArmorRules(Path folder) {
        this.folder = folder;
    }

    /**
     * Refuses a file that QEMU would not be let open.
     *
     * @throws HostException where the rules are missing, or do not cover the file
     */
    public void requireFor(SourcePath file) {
        requireInstalled(file);
        if (!file.isBelow(FOLDER)) {
            throw new HostException(
                    "Cannot give " + file
                            + " to a guest: AppArmor confines guests here, and lets them open such files in " + FOLDER
                            + " only.",
                    "Put the file there.");
        }
    }

    /**
     * Refuses a source that QEMU could not use, where the rules are missing.
     *
     * @throws HostException where they are
     */
    public void requireInstalled(SourcePath source) {
        Path rules = folder.resolve(RULES);
        if (!Files.exists(rules)) {
            throw new HostException(
                    "Cannot give " + source + " to a guest: AppArmor confines guests here, and " + rules
                            + ", which would let QEMU use it, is not there.",
                    REMEDY);
        }
        if (!isIncluded()) {
            throw new HostException(
                    "Cannot give " + source + " to a guest: AppArmor confines guests here, and this libvirt's "
                            + folder.resolve(ABSTRACTION) + " does not include " + rules + ".",
                    REMEDY);
        }
    }

    /**
     * Refuses a node that the rules must have a line of, where they have none: they may be of an earlier version.
     *
     * @throws HostException where they have none
     */
    public void requireNamed(SourcePath node) {
        requireInstalled(node);
        Path rules = folder.resolve(RULES);
        if (!hasLine(rules, line -> line.startsWith(node + " "))) {
            throw new HostException(
                    "Cannot give " + node + " to a guest: AppArmor confines guests here, and " + rules
                            + " does not name it.",
                    REMEDY);
        }
    }

    /** Newer libvirts include the whole folder; with older ones (9.0 in Debian 12) we do, by {@link AppArmorInclusion}. */
    boolean isIncluded() {
        return Stream.of(ABSTRACTION, LOCAL_ADDITIONS).anyMatch(file -> includes(folder.resolve(file)));
    }

    private static boolean includes(Path file) {
        // '#include' is the older form of 'include', not a comment.
        return Files.exists(file)
                && hasLine(
                        file,
                        line -> line.matches("#?include (if exists )?<abstractions/libvirt-qemu\\.d(/virt-zoned)?>"));
    }

    private static boolean hasLine(Path file, Predicate<String> wanted) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).anyMatch(wanted);
        } catch (IOException e) {
            throw HostException.failed("read", file, e);
        }
    }
}
