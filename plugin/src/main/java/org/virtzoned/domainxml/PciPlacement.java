package org.virtzoned.domainxml;

import java.util.List;

/**
 * A place for a device, and what provides it.
 *
 * @param controllers that are added for it, in the order of their indexes; none where the bus is there
 * @param arguments that are added for it
 * @param qemuBus the bus' name in arguments
 */
record PciPlacement(
        PciPlace place, String qemuBus, List<ControllerElement> controllers, List<QemuArgument> arguments) {}
