package org.virtzoned.zone;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The device that a report is of. Characters that cannot be printed are replaced by question marks.
 *
 * @param name as it was asked for
 * @param node the kernel's name of it, such as {@code /dev/sdf}; on a guest, the guest's
 * @param model vendor and product; empty where it has none (null_blk)
 * @param zonedModel {@code host-managed} or {@code host-aware}, as {@code queue/zoned} has it
 *     (Documentation/ABI/stable/sysfs-block)
 * @param maxOpenZones the most zones that can be open at once; 0: no limit; empty: not known (before Linux 5.9)
 * @param maxActiveZones the most zones that can be open or closed at once; 0: no limit; empty: not known
 */
public record ReportedDevice(
        String name,
        String node,
        Optional<String> model,
        Optional<String> zonedModel,
        OptionalInt maxOpenZones,
        OptionalInt maxActiveZones) {
    /** A device may say anything: what a terminal takes for a command, and a document cannot hold. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}]");

    public ReportedDevice {
        name = printable(name);
        node = printable(node);
        model = model.map(ReportedDevice::printable);
        zonedModel = zonedModel.map(ReportedDevice::printable);
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
