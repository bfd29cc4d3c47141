package org.virtzoned.host;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The zoned disks of this host that nothing on it uses. */
final class FreeZonedDisks {
    private static final String REMEDY = "Plug one in, or take an emulated one: zbc:FILE or --nvme-zns";

    private final ZonedBlockDevices devices;

    FreeZonedDisks(HostTree host) {
        // Nothing is opened: that would be in the way of who opens it meanwhile.
        this.devices = new ZonedBlockDevices(host, node -> false);
    }

    HostCheck checkScsi() {
        return check("for a zoned SCSI disk", device -> device.names().address().isPresent());
    }

    HostCheck checkAny() {
        return check("for a zoned block device", device -> true);
    }

    private HostCheck check(String subject, Predicate<ZonedBlockDevice> suitable) {
        List<ZonedBlockDevice> found =
                devices.all(List.of()).stream().filter(suitable).toList();
        List<ZonedBlockDevice> free =
                found.stream().filter(device -> device.uses().isEmpty()).toList();
        if (!free.isEmpty()) {
            return HostCheck.pass(subject, names(free));
        }
        return found.isEmpty()
                ? HostCheck.warn(subject, "there is none on this host", REMEDY)
                : HostCheck.warn(subject, "all are in use: " + names(found), "Free one");
    }

    private static String names(List<ZonedBlockDevice> devices) {
        return devices.stream().map(device -> device.names().first()).collect(Collectors.joining(", "));
    }
}
