package org.virtzoned;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.SourcePath;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.ZonedBlockDevice;
import org.virtzoned.host.ZonedBlockDevices;

/** What uses a host's disk at the time when it is attached to a domain's definition: the guest's start would fail. */
final class DiskUseNotices {
    private List<ZonedBlockDevice> devices;

    /** A sentence, where something uses the disk. Guests are the hook's to see: one of them may run at a time. */
    Optional<String> of(String name, HostDisk disk) {
        return find(disk)
                .map(ZonedBlockDevice::uses)
                .filter(uses -> !uses.isEmpty())
                .map(uses -> name
                        + " cannot be given to a guest as long as its disk " + disk.path() + " is in use: "
                        + uses.stream().map(DiskUse::text).collect(Collectors.joining(", ")) + ".");
    }

    private Optional<ZonedBlockDevice> find(HostDisk disk) {
        if (devices == null) {
            devices = new ZonedBlockDevices().withoutOpening().all(List.of());
        }
        return realPath(disk.path()).flatMap(path -> devices.stream()
                .filter(device -> Stream.of(
                                device.names().node(), device.names().genericNode())
                        .flatMap(Optional::stream)
                        .anyMatch(path::equals))
                .findFirst());
    }

    private static Optional<SourcePath> realPath(SourcePath path) {
        try {
            return Optional.of(new SourcePath(Path.of(path.text()).toRealPath().toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
