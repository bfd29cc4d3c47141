package org.virtzoned;

import java.util.Optional;
import org.virtzoned.host.HostCheck;

/**
 * A check of something that a way of attaching needs of the host.
 *
 * @param way empty where all ways need it
 */
public record WayCheck(Optional<CheckedWay> way, HostCheck check) {}
