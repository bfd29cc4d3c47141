package org.virtzoned;

import java.util.List;
import org.virtzoned.error.VirtZonedException;

/**
 * The repair of a domain, planned but not yet made.
 *
 * @param change to the domain's definition; empty where nothing can be repaired
 * @param acts what the change does, device by device
 * @param unresolved what only a person can decide: each says what was found, and what to do
 */
public record DomainRepair(DomainChange change, List<RepairAct> acts, List<VirtZonedException> unresolved) {
    public DomainRepair {
        acts = List.copyOf(acts);
        unresolved = List.copyOf(unresolved);
    }
}
