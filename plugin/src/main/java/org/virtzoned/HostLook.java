package org.virtzoned;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.virtzoned.device.SourcePath;
import org.virtzoned.error.VirtZonedException;
import org.virtzoned.host.BlockDeviceNames;
import org.virtzoned.host.DiskInquiry;
import org.virtzoned.host.DiskUse;
import org.virtzoned.host.RunningGuest;
import org.virtzoned.host.ZonedBlockDevice;
import org.virtzoned.host.ZonedBlockDevices;
import org.virtzoned.host.ZonedQueue;
import org.virtzoned.libvirt.HostManagedDisk;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.linux.ZoneReader;
import org.virtzoned.zone.ReadProgress;
import org.virtzoned.zone.ZoneReport;
import org.virtzoned.zone.ZoneSummary;
import org.virtzoned.zone.ZoneType;

/** Looks at the zoned block devices of a host, as often as it is asked to. */
public final class HostLook implements AutoCloseable {
    private static final String NOT_KNOWN = "Which disks running domains have is not known: ";

    private final Optional<String> uri;
    private final ZonedBlockDevices reader;
    private Optional<LibvirtConnection> connection = Optional.empty();

    private HostLook(Optional<String> uri, ZonedBlockDevices reader) {
        this.uri = uri;
        this.reader = reader;
    }

    /** Looks at this host; the libvirt that libvirt itself chooses is asked for its running domains. */
    public static HostLook atThisHost() {
        return new HostLook(Optional.empty(), reader());
    }

    /**
     * Looks at the host of a libvirt: at this very host where it is that, with its running domains; else at what it tells
     * of its own.
     *
     * @param uri such as {@code qemu:///system}
     */
    public static HostLook at(String uri) {
        return new HostLook(Optional.of(uri), reader());
    }

    /** This host's devices, with what the kernel reports of their zones; a device that this user may not open is not asked. */
    static ZonedBlockDevices reader() {
        return new ZonedBlockDevices().counting(HostLook::conventionalZones);
    }

    private static OptionalLong conventionalZones(SourcePath node) {
        try {
            ZoneReport report = ZoneReader.read(node.text(), ReadProgress.NONE);
            return OptionalLong.of(ZoneSummary.of(report).types().getOrDefault(ZoneType.CONVENTIONAL, 0));
        } catch (VirtZonedException e) {
            return OptionalLong.empty();
        }
    }

    /** The same, with no device opened at any look: see {@link ZonedBlockDevices#withoutOpening}. */
    public HostLook withoutOpening() {
        return new HostLook(uri, reader.withoutOpening());
    }

    /**
     * Looks.
     *
     * @throws VirtZonedException if the libvirt of a URI cannot be asked; one that libvirt chose is done without
     */
    public HostDevices look() {
        if (uri.isPresent()) {
            return look(connected(), reader);
        }
        try {
            LibvirtConnection chosen = connected();
            return chosen.hasDisksOfThisHost()
                    ? look(chosen, reader)
                    : withoutGuests("libvirt's own choice, '" + chosen.uri() + "', is not this host.");
        } catch (VirtZonedException e) {
            // The daemon may be started again: the next look tries anew.
            close();
            return withoutGuests(e.getMessage());
        }
    }

    static HostDevices look(LibvirtConnection connection, ZonedBlockDevices reader) {
        List<RunningGuest> guests = RunningGuests.of(connection);
        if (connection.hasDisksOfThisHost()) {
            return new HostDevices(Optional.empty(), reader.all(guests), Optional.empty());
        }
        List<ZonedBlockDevice> devices = connection.hostManagedDisks().stream()
                .map(disk -> onOtherHost(disk, guests))
                .toList();
        return new HostDevices(
                Optional.of(connection.uri()),
                devices,
                Optional.of(
                        "Of the host of '" + connection.uri() + "' libvirt tells the SCSI addresses, the SG nodes and"
                                + " the running domains of host-managed SCSI disks only, not block nodes, names, zones, sizes and"
                                + " other uses; and nothing of other zoned devices."));
    }

    @Override
    public void close() {
        connection.ifPresent(LibvirtConnection::close);
        connection = Optional.empty();
    }

    private HostDevices withoutGuests(String reason) {
        return new HostDevices(Optional.empty(), reader.all(List.of()), Optional.of(NOT_KNOWN + reason));
    }

    private LibvirtConnection connected() {
        if (connection.isEmpty()) {
            connection = Optional.of(LibvirtConnection.open(uri, true));
        }
        return connection.get();
    }

    private static ZonedBlockDevice onOtherHost(HostManagedDisk disk, List<RunningGuest> guests) {
        BlockDeviceNames names = new BlockDeviceNames(
                Optional.empty(), disk.genericNode(), Optional.of(disk.address()), Optional.empty());
        Stream<DiskUse> uses =
                guests.stream().filter(guest -> guest.names(names)).map(guest -> new DiskUse.Guest(guest.domain()));
        return new ZonedBlockDevice(names, DiskInquiry.NONE, ZonedQueue.HOST_MANAGED, uses.toList());
    }
}
