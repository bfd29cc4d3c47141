package org.virtzoned;

import java.util.ArrayList;
import java.util.List;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.UnmanagedTarget;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VhostScsiSource;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.device.ZoneGeometry;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.guest.DiskIdentifier;
import org.virtzoned.guest.DiskProperties;
import org.virtzoned.guest.DiskProperty;
import org.virtzoned.guest.Expectation;
import org.virtzoned.host.DiskIdentity;

/** What a guest should have of the zoned devices that its live document records. */
final class Expectations {
    private static final String PLAIN = "none";

    private final DomainDocument live;
    private final boolean local;
    private final DiskIdentity host = new DiskIdentity();

    /**
     * Those of a domain.
     *
     * @param live what the guest runs with
     * @param local whether the host's disks are this host's, to be looked at
     */
    Expectations(DomainDocument live, boolean local) {
        this.live = live;
        this.local = local;
    }

    Expectation of(ZonedDevice device) {
        return device.accept(new ZonedDevice.Visitor<>() {
            @Override
            public Expectation visit(VirtioScsiDevice scsi) {
                return scsi.disk().accept(new OfScsi(scsi));
            }

            @Override
            public Expectation visit(VhostScsiDevice vhost) {
                return vhost.backend().accept(new OfScsi(vhost));
            }

            @Override
            public Expectation visit(VirtioBlkDevice blk) {
                return new Expectation(blk, byPlace(blk), ofHost(blk.disk()), true);
            }

            @Override
            public Expectation visit(NvmeZnsDevice namespace) {
                return ofNamespace(namespace);
            }
        });
    }

    private List<DiskIdentifier> byPlace(ZonedDevice device) {
        return live
                .pciRoute(device)
                .<DiskIdentifier>map(DiskIdentifier.Route::new)
                .or(() -> live.channelAddress(device).map(DiskIdentifier.Channel::new))
                .stream()
                .toList();
    }

    private static Expectation ofNamespace(NvmeZnsDevice namespace) {
        List<DiskIdentifier> identifiers = namespace.controller().serial().stream()
                .<DiskIdentifier>map(serial ->
                        new DiskIdentifier.Namespace(serial, namespace.nsid().orElseThrow()))
                .toList();
        DiskProperties.Builder asked = new DiskProperties.Builder()
                .put(DiskProperty.SIZE, namespace.size().bytes())
                .put(DiskProperty.LOGICAL_BLOCK_SIZE, Integer.toString(namespace.logicalBlockBytes()));
        namespace
                .zones()
                .ifPresentOrElse(
                        zones -> putZones(asked, namespace, zones), () -> asked.put(DiskProperty.MODEL, PLAIN));
        return new Expectation(
                namespace, identifiers, asked.build(), namespace.zones().isPresent());
    }

    /** QEMU's {@code hw/nvme/ns.c}: without a limit of their own, no more zones are open than may be active. */
    private static void putZones(DiskProperties.Builder asked, NvmeZnsDevice namespace, ZoneGeometry zones) {
        int maxOpen = zones.maxOpen() == 0 ? zones.maxActive() : zones.maxOpen();
        asked.put(DiskProperty.MODEL, "host-managed")
                .put(
                        DiskProperty.ZONES,
                        Long.toString(
                                namespace.size().bytes() / zones.zoneSize().bytes()))
                .put(DiskProperty.ZONE_SIZE, zones.zoneSize().bytes())
                .put(DiskProperty.ZONE_CAPACITY, zones.zoneCapacity().bytes())
                .put(DiskProperty.MAX_OPEN, Integer.toString(maxOpen))
                .put(DiskProperty.MAX_ACTIVE, Integer.toString(zones.maxActive()));
    }

    /** As the host's kernel has it now, where that can be looked at; else what was recorded. */
    private DiskProperties ofHost(HostDisk disk) {
        if (local) {
            DiskProperties found = DiskProperties.read(attribute -> host.attribute(disk, attribute));
            if (found.isZoned()) {
                return found;
            }
        }
        DiskProperties.Builder recorded = new DiskProperties.Builder();
        disk.size().ifPresent(size -> recorded.put(DiskProperty.SIZE, size.bytes()));
        disk.zoneSize().ifPresent(size -> recorded.put(DiskProperty.ZONE_SIZE, size.bytes()));
        return recorded.build();
    }

    /** What is behind a SCSI disk of the guest. */
    private final class OfScsi implements VhostScsiSource.Visitor<Expectation> {
        private final ZonedDevice device;

        OfScsi(ZonedDevice device) {
            this.device = device;
        }

        @Override
        public Expectation visit(HostDisk disk) {
            HostDisk known = local ? host.identified(disk) : disk;
            List<DiskIdentifier> identifiers = new ArrayList<>();
            known.wwn()
                    .or(() -> HostDisk.wwnOf(known.path().text()))
                    .ifPresent(wwn -> identifiers.add(DiskIdentifier.Wwn.recorded(wwn)));
            known.serial().ifPresent(serial -> identifiers.add(new DiskIdentifier.Serial(serial)));
            return new Expectation(device, identifiers, ofHost(disk), true);
        }

        @Override
        public Expectation visit(ZbcDisk disk) {
            List<DiskIdentifier> identifiers = disk.unitSerial().stream()
                    .<DiskIdentifier>map(serial -> DiskIdentifier.Wwn.recorded(DomainDocument.lioDiskWwn(serial)))
                    .toList();
            return new Expectation(
                    device,
                    identifiers,
                    new DiskProperties.Builder()
                            .put(DiskProperty.MODEL, disk.model().word())
                            .put(DiskProperty.SIZE, disk.size().bytes())
                            .put(DiskProperty.LOGICAL_BLOCK_SIZE, Integer.toString(disk.blockSize()))
                            .put(DiskProperty.ZONES, Long.toString(disk.zones()))
                            .put(DiskProperty.ZONE_SIZE, disk.zoneSize().bytes())
                            .put(DiskProperty.MAX_OPEN, Long.toString(disk.openZones()))
                            .put(DiskProperty.MAX_ACTIVE, "0")
                            .build(),
                    true);
        }

        /** What it is nobody recorded. */
        @Override
        public Expectation visit(UnmanagedTarget target) {
            return new Expectation(device, byPlace(device), new DiskProperties.Builder().build(), true);
        }
    }
}
