package org.virtzoned.device;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The geometry of a real drive, as words of a device request.
 *
 * @param name what {@code profile=} calls it
 * @param vendor who made the drive
 * @param model the vendor's name for it
 * @param description what it is, and what to know before emulating it
 * @param source where the numbers are published
 * @param kinds what it can shape: {@code nvme-zns}, or {@code zbc} for an emulated ZBC disk
 * @param words the words that it says; those of the request go before them
 */
public record DriveProfile(
        String name,
        String vendor,
        String model,
        String description,
        String source,
        List<String> kinds,
        Map<String, String> words) {
    /** The kind of profile that {@code --nvme-zns} takes. */
    public static final String NVME_ZNS = "nvme-zns";
    /** The kind of profile that {@code zbc:} takes. */
    public static final String ZBC = "zbc";

    public DriveProfile {
        kinds = List.copyOf(kinds);
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }
}
