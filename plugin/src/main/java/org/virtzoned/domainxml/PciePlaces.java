package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Places on a PCIe machine: an element of libvirt's gets a root port of its own. A device that only QEMU's command line has
 * gets a downstream port of a switch: libvirt gives every other port that it finds empty to a device of its own.
 */
final class PciePlaces extends PciPlaces {
    /** The chipset of q35 is in the last slot. */
    private static final int LAST_SLOT = 0x1e;

    /** Below are the slots that libvirt itself fills first. */
    private static final int FIRST_LOW_SLOT = 0x04;

    private static final String UPSTREAM_PORT = "pcie-switch-upstream-port";

    PciePlaces(DomainDocument domain, Map<String, PciPlace> wanted) {
        super(domain, MachineBus.PCIE, wanted);
    }

    @Override
    Optional<PciPlacement> at(PciPlace place, String portAlias) {
        return topology.isFree(place) ? behindPort(place, portAlias) : Optional.empty();
    }

    @Override
    Optional<PciPlacement> newForElement(DiskFamily family, String portAlias) {
        return rootPort(family).flatMap(place -> behindPort(place, portAlias)).or(() -> slotsOfOthers()
                .filter(place -> topology.isAfter(family, place))
                .findFirst()
                .map(place -> new PciPlacement(place, qemuName(place.bus()), List.of(), List.of())));
    }

    @Override
    Optional<PciPlacement> newForArgument(DiskFamily family, String portId) {
        for (PciTopology.Bus found : ours(UPSTREAM_PORT)) {
            Optional<PciPlace> slot = slots(found.index(), 0)
                    .filter(place -> topology.isFree(place) && topology.isAfterBehind(family, place))
                    .findFirst();
            if (slot.isPresent()) {
                return slot.flatMap(place -> behindDownstreamPort(place, portId, List.of()));
            }
        }
        return rootPort(family).flatMap(place -> behindNewSwitch(place, portId));
    }

    /** A place for a root port: eight of them share a slot. */
    private Optional<PciPlace> rootPort(DiskFamily family) {
        return IntStream.concat(
                        IntStream.rangeClosed(FIRST_SLOT, LAST_SLOT), IntStream.range(FIRST_LOW_SLOT, FIRST_SLOT))
                .boxed()
                .flatMap(slot -> IntStream.rangeClosed(0, PciPlace.LAST_FUNCTION)
                        .mapToObj(function -> new PciPlace(0, slot, function)))
                .filter(this::takesRootPort)
                .filter(place -> topology.isAfterBehind(family, place))
                .findFirst();
    }

    /** Whether a function is free, in a slot that is free or whose function 0 is a port of ours and allows for more. */
    private boolean takesRootPort(PciPlace place) {
        if (place.function() == 0) {
            return topology.isSlotFree(place);
        }
        return topology.isFree(place)
                && topology.buses().stream()
                        .anyMatch(bus -> bus.ours() && bus.place().equals(Optional.of(place.withFunction(0))));
    }

    /** On the root bus a root port, on a switch a downstream port. */
    private Optional<PciPlacement> behindPort(PciPlace port, String alias) {
        OptionalInt index = takeIndex();
        OptionalInt chassis = takeChassis();
        if (index.isEmpty() || chassis.isEmpty()) {
            return Optional.empty();
        }
        int bus = index.getAsInt();
        ControllerElement element = port.bus() == 0
                ? ControllerElement.rootPort(bus, port, chassis.getAsInt(), alias)
                : ControllerElement.downstreamPort(bus, port, chassis.getAsInt(), alias);
        add(bus, element.model, alias, port);
        return Optional.of(new PciPlacement(new PciPlace(bus, 0, 0), alias, List.of(element), List.of()));
    }

    private Optional<PciPlacement> behindNewSwitch(PciPlace port, String portId) {
        int number = 1 + ours(UPSTREAM_PORT).size();
        while (isTaken(Alias.pcieSwitch(number))) {
            number++;
        }
        String alias = Alias.pcieSwitch(number);
        Optional<PciPlacement> rootPort = behindPort(port, Alias.pcieSwitchPort(number));
        OptionalInt index = rootPort.isPresent() ? takeIndex() : OptionalInt.empty();
        if (index.isEmpty()) {
            return Optional.empty();
        }
        int bus = index.getAsInt();
        PciPlace place = rootPort.get().place();
        add(bus, UPSTREAM_PORT, alias, place);
        List<ControllerElement> controllers = new ArrayList<>(rootPort.get().controllers());
        controllers.add(ControllerElement.upstreamPort(bus, place, alias));
        return behindDownstreamPort(new PciPlace(bus, 0, 0), portId, controllers);
    }

    private Optional<PciPlacement> behindDownstreamPort(PciPlace port, String id, List<ControllerElement> controllers) {
        OptionalInt chassis = takeChassis();
        if (chassis.isEmpty()) {
            return Optional.empty();
        }
        QemuArgument argument = QemuArgument.device("xio3130-downstream", id)
                .with("bus", qemuName(port.bus()))
                .with("addr", "0x%x".formatted(port.slot()))
                .with("chassis", chassis.getAsInt());
        int bus = addOfArgument(id, port);
        return Optional.of(new PciPlacement(new PciPlace(bus, 0, 0), id, controllers, List.of(argument)));
    }
}
