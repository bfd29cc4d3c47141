package org.virtzoned.fidelity;

import org.virtzoned.domainxml.Platform;
import org.virtzoned.domainxml.Version;
import org.virtzoned.relaxng.Choices;

/** Platforms from the oldest supported to the newest, and the one of which nothing is known. */
final class Platforms {
    static final Platform NEWEST = Platform.of(Version.of(11, 1), Version.of(12, 8));

    private Platforms() {}

    static Platform of(Choices choices) {
        return switch (choices.nextInt(8)) {
            case 4 -> Platform.of(Version.of(5, 2), Version.of(7, 0));
            case 5 -> Platform.of(Version.of(8, 2), Version.of(10, 0));
            case 6 -> Platform.of(Version.of(10, 0), Version.of(11, 3));
            case 7 -> NEWEST;
            default -> Platform.ANY;
        };
    }
}
