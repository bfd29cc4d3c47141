package org.virtzoned;

import java.util.Optional;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.HostException;

/** What can be done about the file of a device that a domain has: it cannot be asked for with other properties. */
final class FileRemedy {
    private FileRemedy() {}

    /**
     * A remedy as a sentence.
     *
     * @param domain its name
     * @param failure why the device cannot have its file
     */
    static Optional<String> of(String domain, ZonedDevice device, VirtZonedException failure) {
        if (!(failure instanceof HostException host && host.isUnsuitableFile())) {
            return failure.remedy();
        }
        boolean emptied = device instanceof NvmeZnsDevice && !device.keepsZones();
        return Optional.of("Put the right file in its place; or "
                + (emptied
                        ? "move this one away, and have an empty one created: "
                                + ShellCommand.of("virt-zoned", "repair", domain)
                        : "detach the device, and attach it as its file is: "
                                + ShellCommand.of(
                                        "virt-zoned",
                                        "detach",
                                        domain,
                                        device.name().text())));
    }
}
