package org.virtzoned.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.virtzoned.VirtZoned;
import org.virtzoned.device.Way;

/** The values of the options that devices are given by: each input is tried for each way of attaching. */
public final class OptionTarget {
    private OptionTarget() {}

    /** The first input would take all the time in which classes are loaded. */
    public static void fuzzerInitialize() {
        Domains.warmUp();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String words = new String(input, StandardCharsets.UTF_8).stripTrailing();
        for (Way way : Way.values()) {
            Domains.attempt(() -> VirtZoned.device(way, words))
                    .ifPresent(device -> Devices.check(List.of(device), Domains.platform(input)));
        }
    }
}
