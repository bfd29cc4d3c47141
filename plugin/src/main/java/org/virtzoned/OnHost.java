package org.virtzoned;

import java.util.List;
import java.util.Optional;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.lio.LiveDevice;

/** Which devices of domains are live on this host, as the hook's program says it. */
public final class OnHost {
    private final Optional<List<LiveDevice>> devices;
    private final Optional<String> problem;

    private OnHost(Optional<List<LiveDevice>> devices, Optional<String> problem) {
        this.devices = devices;
        this.problem = problem;
    }

    /** The program was not asked: it is not there, or has nothing to say of the domains. */
    static OnHost notAsked() {
        return new OnHost(Optional.empty(), Optional.empty());
    }

    static OnHost of(List<LiveDevice> devices) {
        return new OnHost(Optional.of(List.copyOf(devices)), Optional.empty());
    }

    static OnHost unknown(String problem) {
        return new OnHost(Optional.empty(), Optional.of(problem));
    }

    /** Whether the program has said anything. */
    public boolean isKnown() {
        return devices.isPresent();
    }

    /** Whether a device is there for a guest that runs. */
    public boolean isLive(DomainDevices domain, ZonedDevice device) {
        return devices.stream()
                .flatMap(List::stream)
                .anyMatch(live -> live.live()
                        && live.domain().equals(domain.uuid())
                        && live.device().equals(device.name().text()));
    }

    /** Why the program's answer is not known, though it was asked. */
    public Optional<String> problem() {
        return problem;
    }
}
