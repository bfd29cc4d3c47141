package org.virtzoned.zone;

import java.util.Optional;
import java.util.OptionalInt;
import org.virtzoned.error.Printable;

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
    public ReportedDevice {
        name = Printable.of(name);
        node = Printable.of(node);
        model = model.map(Printable::of);
        zonedModel = zonedModel.map(Printable::of);
    }
}
