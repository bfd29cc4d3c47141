package org.virtzoned;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.domainxml.AgentChannelState;
import org.virtzoned.domainxml.DomainDocument;
import org.virtzoned.error.ErrorCode;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.guest.AgentException;
import org.virtzoned.guest.DeviceVerification;
import org.virtzoned.guest.GuestAgent;
import org.virtzoned.guest.GuestVerification;
import org.virtzoned.guest.GuestVerifier;
import org.virtzoned.guest.GuestZones;
import org.virtzoned.libvirt.DomainDefinition;
import org.virtzoned.libvirt.LibvirtConnection;
import org.virtzoned.zone.DeviceZones;
import org.virtzoned.zone.ReadProgress;

/** What a running guest is asked by its agent. */
final class GuestQuestions {
    private final LibvirtConnection connection;
    private final DomainDefinition domain;
    private final DomainDocument live;
    private final String act;

    /**
     * Of a domain.
     *
     * @param act for messages
     * @throws ChangeException if its guest does not run
     */
    GuestQuestions(LibvirtConnection connection, String act, DomainDefinition domain) {
        this.connection = connection;
        this.domain = domain;
        this.act = act;
        this.live = DomainDocument.parse(domain.liveXml()
                .orElseThrow(() -> new ChangeException(
                        "Cannot " + act + " domain '" + domain.name() + "': its guest does not run.",
                        "Start it: " + ShellCommand.of("virsh", "start", domain.name()))));
    }

    GuestVerification verify(Duration limit) {
        List<DeviceVerification> verified = new ArrayList<>();
        if (live.devices().isEmpty()) {
            return new GuestVerification(domain.name(), "", "", notLive());
        }
        GuestAgent agent = agent(limit);
        GuestVerifier verifier = new GuestVerifier(agent);
        Expectations expectations = new Expectations(live, connection.isLocal());
        live.devices().forEach(device -> verified.add(verifier.verify(expectations.of(device))));
        verified.addAll(notLive());
        return new GuestVerification(domain.name(), agent.kernel(), agent.version(), verified);
    }

    DeviceZones zones(String device, Duration limit, ReadProgress progress) {
        Optional<ZonedDevice> recorded = live.devices().stream()
                .filter(candidate -> candidate.name().text().equals(device))
                .findFirst();
        String name = domain.name() + "/" + device;
        GuestZones zones = new GuestZones(agent(limit));
        if (recorded.isPresent()) {
            return zones.read(
                    new Expectations(live, connection.isLocal())
                            .of(recorded.get())
                            .identifiers(),
                    name,
                    progress);
        }
        return zones.readNode(device, name, progress)
                .orElseThrow(() -> new ChangeException(
                        "Cannot read the zones of " + name + ": domain '" + domain.name()
                                + "' runs with no zoned device of that name, and its guest has no such disk.",
                        "List its devices: " + ShellCommand.of("virt-zoned", "list", domain.name())));
    }

    /** Those that the guest gets when it is started anew. */
    private List<DeviceVerification> notLive() {
        Set<DeviceName> running = live.devices().stream().map(ZonedDevice::name).collect(Collectors.toSet());
        return DomainDocument.parse(domain.xml()).devices().stream()
                .filter(device -> !running.contains(device.name()))
                .map(device -> DeviceVerification.warn(
                        device,
                        "the guest runs without it: it was attached for the next start",
                        "Shut the guest down and start it again."))
                .toList();
    }

    private GuestAgent agent(Duration limit) {
        if (live.agentChannel() != AgentChannelState.ABSENT && connection.isPaused(domain.name(), domain.uuid())) {
            throw new ChangeException(
                    ErrorCode.GUEST,
                    "Cannot " + act + " domain '" + domain.name()
                            + "': its guest is paused, and its agent cannot answer.",
                    "Let it run on: virsh resume " + domain.name());
        }
        return switch (live.agentChannel()) {
            case ABSENT -> throw AgentException.noChannel(domain.name());
            case DISCONNECTED -> throw AgentException.notConnected(domain.name());
            case CONNECTED -> GuestAgent.of(domain.name(), connection.agent(domain.name(), domain.uuid()), limit);
        };
    }
}
