package org.virtzoned.guest;

import java.util.List;

/**
 * What a guest has of the zoned devices of its domain.
 *
 * @param domain the domain's name
 * @param kernel the release of the guest's kernel
 * @param agent the version of the guest's agent
 */
public record GuestVerification(String domain, String kernel, String agent, List<DeviceVerification> devices) {
    public GuestVerification {
        devices = List.copyOf(devices);
    }

    /** Whether the guest has all of them as they should be. */
    public boolean passes() {
        return devices.stream().noneMatch(device -> device.result() == DeviceVerification.Result.FAIL);
    }
}
