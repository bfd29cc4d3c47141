package org.virtzoned.host;

import java.util.OptionalLong;
import org.virtzoned.device.SourcePath;

/** How many zones of a device have no write pointer, which sysfs does not tell: it takes a report of its zones. */
@FunctionalInterface
public interface ConventionalZones {
    /** It is not asked. */
    ConventionalZones UNKNOWN = node -> OptionalLong.empty();

    /** How many; empty where it cannot be found out. */
    OptionalLong of(SourcePath node);
}
