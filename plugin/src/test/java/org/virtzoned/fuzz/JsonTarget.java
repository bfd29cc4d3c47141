package org.virtzoned.fuzz;

import java.nio.charset.StandardCharsets;
import org.virtzoned.VirtZoned;

/** Devices in JSON, as {@code --devices} takes them. */
public final class JsonTarget {
    private JsonTarget() {}

    /** The first input would take all the time in which classes are loaded. */
    public static void fuzzerInitialize() {
        Domains.warmUp();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Domains.attempt(() -> VirtZoned.devices(new String(input, StandardCharsets.UTF_8)))
                .ifPresent(devices -> Devices.check(devices, Domains.platform(input)));
    }
}
