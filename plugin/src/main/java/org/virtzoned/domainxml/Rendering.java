package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.List;

/**
 * What is added to a domain's document for one device.
 *
 * @param elements binding objects for {@code <devices>}, in the order in which they are added
 * @param arguments for {@code <qemu:commandline>}
 * @param overrides for {@code <qemu:override>}
 */
record Rendering(List<Object> elements, List<QemuArgument> arguments, List<QemuOverride> overrides) {
    static Rendering empty() {
        return new Rendering(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
