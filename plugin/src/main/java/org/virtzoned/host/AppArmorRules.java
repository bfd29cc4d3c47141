package org.virtzoned.host;

import java.nio.file.Files;
import java.nio.file.Path;
import org.virtzoned.device.SourcePath;

/**
 * The rules that let QEMU open, under AppArmor, the files that only its command line names: libvirt allows what stands
 * in its own elements.
 */
public final class AppArmorRules {
    /** Each guest's profile includes what is in that folder. */
    private static final Path RULES = Path.of("/etc/apparmor.d/abstractions/libvirt-qemu.d/virt-zoned");
    /** The rules open it to every guest of the host, so they cover nothing more. */
    private static final String FOLDER = "/var/lib/libvirt/zoned/nvme";

    private AppArmorRules() {}

    /**
     * Refuses a file that QEMU would not be let open.
     *
     * @throws HostException where the rules are missing, or do not cover the file
     */
    public static void requireFor(SourcePath file) {
        if (!Files.exists(RULES)) {
            throw new HostException(
                    "Cannot give " + file + " to a guest: AppArmor confines guests here, and " + RULES
                            + ", which would let QEMU open it, is not there.",
                    "Install hooks/apparmor/virt-zoned there.");
        }
        if (!file.isBelow(FOLDER)) {
            throw new HostException(
                    "Cannot give " + file
                            + " to a guest: AppArmor confines guests here, and lets them open such files in " + FOLDER
                            + " only.",
                    "Put the file there.");
        }
    }
}
