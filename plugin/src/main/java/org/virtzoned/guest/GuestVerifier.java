package org.virtzoned.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.NvmeZnsDevice;

/** Compares the disks of a guest with those that it should have. */
public final class GuestVerifier {
    private static final int SECTOR_BYTES = 512;
    private static final String EITHER_MODEL = "host-managed or host-aware";

    private final GuestAgent agent;
    private final GuestDisks disks;
    private final Explanations explanations;

    /**
     * Asks the guest for its disks.
     *
     * @throws AgentException if it does not answer
     */
    public GuestVerifier(GuestAgent agent) {
        this.agent = agent;
        this.disks = GuestDisks.of(agent);
        this.explanations = new Explanations(agent);
    }

    /**
     * Looks for a disk, and at it.
     *
     * @throws AgentException if the guest does not answer
     */
    public DeviceVerification verify(Expectation expected) {
        if (expected.identifiers().isEmpty()) {
            return DeviceVerification.warn(
                    expected.device(),
                    "it is recorded without a WWN or a serial number, and cannot be told from the guest's other disks",
                    "Attach a disk that has one.");
        }
        List<GuestDisk> found = disks.find(expected.identifiers());
        if (found.isEmpty()) {
            Explanation why = explanations.missing(expected.device());
            return DeviceVerification.missing(
                    expected.device(),
                    "the guest has no disk with "
                            + expected.identifiers().get(0).description() + "; " + why.found(),
                    why.remedy());
        }
        // Of a user's own target any of the LUNs may be the zoned one.
        GuestDisk disk = found.stream()
                .filter(candidate -> candidate.properties().isZoned())
                .findFirst()
                .orElse(found.get(0));
        return compare(expected, disk);
    }

    private DeviceVerification compare(Expectation expected, GuestDisk disk) {
        DiskProperties seen = withCapacity(expected, disk);
        List<Difference> differences = new ArrayList<>(expected.asked().differences(seen));
        boolean plain = expected.zoned() && !seen.isZoned();
        if (plain && differences.stream().noneMatch(difference -> difference.property() == DiskProperty.MODEL)) {
            differences.add(0, new Difference(DiskProperty.MODEL, EITHER_MODEL, DiskProperties.PLAIN));
        }
        List<DiskProperty> unknown = plain ? List.of() : expected.asked().unknownIn(seen);
        if (differences.isEmpty()) {
            return DeviceVerification.pass(expected.device(), disk.node(), unknown);
        }
        Optional<String> remedy = plain
                ? Optional.of(explanations.plain(expected.device()))
                : Optional.of(
                        "Did somebody edit the domain, or its record? Detach the device, attach it again, destroy the"
                                + " guest and start it.");
        return DeviceVerification.differs(expected.device(), disk.node(), differences, remedy, unknown);
    }

    /** Only a report of zones has their capacity; where none is to be had it is not known. */
    private DiskProperties withCapacity(Expectation expected, GuestDisk disk) {
        DiskProperties properties = disk.properties();
        if (!(expected.device() instanceof NvmeZnsDevice) || !properties.isZoned() || !agent.canRunPrograms()) {
            return properties;
        }
        try {
            return new Blkzone(agent)
                    .report(disk.node(), 0, 1).stream()
                            .filter(Blkzone.Line::saysCapacity)
                            .filter(line -> line.capacity() > 0)
                            .findFirst()
                            .map(line -> properties.with(
                                    DiskProperty.ZONE_CAPACITY,
                                    new ByteSize(line.capacity() * SECTOR_BYTES).toString()))
                            .orElse(properties);
        } catch (AgentException e) {
            if (e.reason() == AgentException.Reason.FAILED) {
                return properties;
            }
            throw e;
        }
    }
}
