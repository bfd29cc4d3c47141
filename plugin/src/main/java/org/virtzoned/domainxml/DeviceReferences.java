package org.virtzoned.domainxml;

import java.util.HashSet;
import java.util.Set;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZonedDevice;

/** What a device's elements name of the host, as {@link Occupied} does: one of these. */
final class DeviceReferences implements ZonedDevice.Visitor<Set<String>> {
    private static final DeviceReferences INSTANCE = new DeviceReferences();

    private DeviceReferences() {}

    static Set<String> of(ZonedDevice device) {
        return device.accept(INSTANCE);
    }

    /** A disk by its node, or by its SCSI address where {@code scsi-generic} takes it. */
    @Override
    public Set<String> visit(VirtioScsiDevice device) {
        return device.disk().accept(new VhostScsiSource.Visitor<>() {
            @Override
            public Set<String> visit(HostDisk disk) {
                Set<String> names = new HashSet<>(Set.of(disk.path().text()));
                disk.address().ifPresent(address -> names.add(Occupied.scsiResource(address)));
                return names;
            }

            @Override
            public Set<String> visit(ZbcDisk disk) {
                return Set.of(
                        DomainIdentity.lioDisk(disk.unitSerial().orElseThrow()).text());
            }

            @Override
            public Set<String> visit(UnmanagedTarget target) {
                throw new IllegalStateException("virtio-scsi has no targets");
            }
        });
    }

    @Override
    public Set<String> visit(VhostScsiDevice device) {
        return Set.of(device.wwpn().orElseThrow().text());
    }

    @Override
    public Set<String> visit(NvmeZnsDevice device) {
        return Set.of(device.file().path().orElseThrow().text());
    }

    @Override
    public Set<String> visit(VirtioBlkDevice device) {
        return Set.of(device.disk().path().text());
    }
}
