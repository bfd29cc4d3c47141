package org.virtzoned.guest;

import java.util.List;
import org.virtzoned.device.ZonedDevice;

/**
 * A disk that a guest should have.
 *
 * @param device what was asked for
 * @param identifiers what the disk is told from others by, the best first; none where it cannot be told
 * @param asked what it should be like, as far as that is known
 * @param zoned whether it should have zones
 */
public record Expectation(ZonedDevice device, List<DiskIdentifier> identifiers, DiskProperties asked, boolean zoned) {
    public Expectation {
        identifiers = List.copyOf(identifiers);
    }
}
