package org.virtzoned.guest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReadProgress;
import org.virtzoned.zone.ZoneReport;

/** Reads the zones of a guest's disk, in pieces: an answer of the agent may have 4 MiB (libvirt's REMOTE_STRING_MAX). */
public final class GuestZones {
    /** Some 130 bytes a line, and a third more in Base64: 350 KiB an answer. */
    private static final int ZONES_A_PIECE = 2000;

    /** Of a guest under emulation, or one that has a lot to do. */
    private static final Duration PIECE_LIMIT = Duration.ofSeconds(30);

    /** A disk of 1 PiB in zones of 256 MiB. More would be a guest's attempt on our memory. */
    private static final long MOST_ZONES = 1 << 22;

    private final GuestAgent agent;

    public GuestZones(GuestAgent agent) {
        this.agent = agent;
    }

    /**
     * Reads the zones of a disk.
     *
     * @param identifiers what it is told from others by, the best first
     * @param name the disk's, for the report
     * @throws AgentException if it is not there, or its zones cannot be read
     */
    public DeviceZones read(List<DiskIdentifier> identifiers, String name, ReadProgress progress) {
        List<GuestDisk> found = GuestDisks.of(agent).find(identifiers);
        GuestDisk disk = found.stream()
                .filter(candidate -> candidate.properties().isZoned())
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(() -> AgentException.program(
                        agent.domain(),
                        "it has no disk with "
                                + String.join(
                                        " or with ",
                                        identifiers.stream()
                                                .map(DiskIdentifier::description)
                                                .toList()),
                        "To see why: " + ShellCommand.of("virt-zoned", "verify", agent.domain())));
        return read(disk, name, progress);
    }

    /**
     * The same of a disk that the guest's kernel has a name for.
     *
     * @param node {@code /dev/sda}, or {@code sda}
     * @return empty where the guest has no such disk
     */
    public Optional<DeviceZones> readNode(String node, String name, ReadProgress progress) {
        return GuestDisks.of(agent).named(node).map(disk -> read(disk, name, progress));
    }

    private DeviceZones read(GuestDisk disk, String name, ReadProgress progress) {
        if (!disk.properties().isZoned()) {
            throw AgentException.program(
                    agent.domain(),
                    disk.node() + " has no zones there (to its kernel, the zoned model is '"
                            + disk.properties().get(DiskProperty.MODEL).orElse(DiskProperties.PLAIN) + "')",
                    "To see what may be wrong: " + ShellCommand.of("virt-zoned", "verify", agent.domain()));
        }
        long sectors = number(disk, "size");
        long zoneSectors = number(disk, "queue/chunk_sectors");
        if (zoneSectors == 0 || sectors / zoneSectors >= MOST_ZONES) {
            throw AgentException.program(
                    agent.domain(),
                    disk.node() + " has " + sectors + " sectors in zones of " + zoneSectors + ", expected at most "
                            + MOST_ZONES + " zones",
                    null);
        }
        ZoneReport.Builder report = new ZoneReport.Builder(disk.node(), sectors, zoneSectors);
        while (!report.isComplete()) {
            int expected = Math.min(report.total(), report.count() + ZONES_A_PIECE);
            new Blkzone(agent.within(PIECE_LIMIT))
                    .report(disk.node(), report.nextSector(), ZONES_A_PIECE)
                    .forEach(line -> line.addTo(report));
            if (report.count() < expected) {
                // A guest that says less than it is asked for could go on for ever.
                break;
            }
            progress.read(report.count(), report.total());
        }
        return new DeviceZones(disk.reported(name), report.build());
    }

    private static long number(GuestDisk disk, String attribute) {
        return disk.attribute(attribute)
                .filter(text -> text.matches("[0-9]{1,16}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
