package org.virtzoned.domainxml;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.VhostScsiDevice;
import org.virtzoned.device.VirtioBlkDevice;
import org.virtzoned.device.VirtioScsiDevice;
import org.virtzoned.device.ZonedDevice;

/**
 * The aliases and QEMU ids of everything that a device has in its domain's document, shared controllers and targets
 * included. What no device has any more goes with the last that had it.
 */
final class DeviceIdentifiers implements ZonedDevice.Visitor<Set<String>> {
    private static final DeviceIdentifiers INSTANCE = new DeviceIdentifiers();

    private DeviceIdentifiers() {}

    static Set<String> of(ZonedDevice device) {
        return device.accept(INSTANCE);
    }

    static Set<String> of(Collection<ZonedDevice> devices) {
        Set<String> identifiers = new HashSet<>();
        devices.forEach(device -> identifiers.addAll(of(device)));
        return identifiers;
    }

    /**
     * Those that must be there: on a PCI machine there are no root ports, and what was plugged into a guest that ran is on
     * one that was there. A namespace of libvirt's own has its zones by an override.
     */
    static Set<String> required(ZonedDevice device, Optional<MachineBus> root) {
        Set<String> identifiers = new HashSet<>(of(device));
        boolean ports = root.equals(Optional.of(MachineBus.PCIE));
        identifiers.removeIf(identifier ->
                identifier.endsWith(Alias.PORT_ENDING) && !(ports && identifier.startsWith(Alias.QEMU_PREFIX)));
        if (device instanceof NvmeZnsDevice namespace
                && namespace.rendering() == NvmeRendering.NATIVE
                && namespace.zones().isPresent()) {
            identifiers.add(Occupied.overrideOf(Alias.device(device.name())));
        }
        return identifiers;
    }

    @Override
    public Set<String> visit(VirtioScsiDevice device) {
        return Set.of(Alias.device(device.name()));
    }

    @Override
    public Set<String> visit(VhostScsiDevice device) {
        return Set.of(Alias.device(device.target()), Alias.port(device.target()));
    }

    @Override
    public Set<String> visit(VirtioBlkDevice device) {
        return Set.of(Alias.device(device.name()), Alias.port(device.name()));
    }

    @Override
    public Set<String> visit(NvmeZnsDevice device) {
        DeviceName controller = device.controller().name();
        if (device.rendering() == NvmeRendering.NATIVE) {
            return Set.of(Alias.device(device.name()), Alias.controller(controller), Alias.port(controller));
        }
        return Set.of(
                Alias.qemuNode(device.name()),
                Alias.qemuNamespace(device.name()),
                Alias.qemuController(controller),
                Alias.qemuPort(controller));
    }
}
