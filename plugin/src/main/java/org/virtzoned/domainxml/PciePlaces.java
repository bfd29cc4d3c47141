package org.virtzoned.domainxml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Places on a PCIe machine: every device gets a root port of its own, of which eight share a slot. A port that QEMU's command
 * line has is a further function of a slot whose first port libvirt knows: libvirt adds ports of its own to such a slot only
 * once all lower ones are full.
 */
final class PciePlaces extends PciPlaces {
    /** The chipset of q35 is in the last slot. */
    private static final int LAST_SLOT = 0x1e;

    /** Below are the slots that libvirt itself fills first. */
    private static final int FIRST_LOW_SLOT = 0x04;

    /** Far from those that libvirt fills, eight ports in each. */
    private static final int FIRST_SLOT_OF_ARGUMENTS = 0x18;

    /** Numbers of ports are pairs of a chassis and a slot (pcie_chassis_add_slot of QEMU); libvirt's have slot 0. */
    private static final int CHASSIS_OF_ARGUMENTS = 255;

    private static final Pattern ANCHOR =
            Pattern.compile(Pattern.quote(Alias.PREFIX) + "pcie-[0-9]+" + Pattern.quote(Alias.PORT_ENDING));

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
        return anchors()
                .flatMap(anchor -> anchor.place().stream())
                .flatMap(PciPlaces::furtherFunctions)
                .filter(place -> topology.isFree(place) && topology.isAfterBehind(family, place))
                .findFirst()
                .flatMap(place -> behindArgument(place, portId, List.of()))
                .or(() -> slots(0, FIRST_SLOT_OF_ARGUMENTS)
                        .filter(place -> place.slot() <= LAST_SLOT)
                        .filter(topology::isSlotFree)
                        .filter(place -> topology.isAfterBehind(family, place.withFunction(1)))
                        .findFirst()
                        .flatMap(place -> behindNewAnchor(place, portId)));
    }

    /** The ports that take function 0 of a slot, so that libvirt gives the slot to nothing else. */
    private Stream<PciTopology.Bus> anchors() {
        return ours("pcie-root-port").stream()
                .filter(bus -> ANCHOR.matcher(bus.alias()).matches());
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

    private Optional<PciPlacement> behindPort(PciPlace port, String alias) {
        OptionalInt index = takeIndex();
        OptionalInt chassis = index.isEmpty() ? index : takeChassis(index.getAsInt());
        if (chassis.isEmpty()) {
            return Optional.empty();
        }
        int bus = index.getAsInt();
        ControllerElement element = ControllerElement.rootPort(bus, port, chassis.getAsInt(), alias);
        add(bus, element.model, alias, port);
        return Optional.of(new PciPlacement(new PciPlace(bus, 0, 0), alias, List.of(element), List.of()));
    }

    /** 1 to 256, another for each function of the root bus. */
    private static int slotNumber(PciPlace port) {
        return port.slot() * (PciPlace.LAST_FUNCTION + 1) + port.function() + 1;
    }

    private Optional<PciPlacement> behindNewAnchor(PciPlace slot, String portId) {
        int number = 1;
        while (isTaken(Alias.pciePort(number))) {
            number++;
        }
        return behindPort(slot, Alias.pciePort(number))
                .flatMap(anchor -> behindArgument(slot.withFunction(1), portId, anchor.controllers()));
    }

    /** QEMU adds devices in the key=value form before those that libvirt writes in JSON: the port is on the root bus. */
    private Optional<PciPlacement> behindArgument(PciPlace port, String id, List<ControllerElement> controllers) {
        QemuArgument argument = QemuArgument.device("pcie-root-port", id)
                .with("bus", qemuName(port.bus()))
                .with("addr", "0x%x.%d".formatted(port.slot(), port.function()))
                .with("chassis", CHASSIS_OF_ARGUMENTS)
                .with("slot", slotNumber(port));
        int bus = addOfArgument(id, port);
        return Optional.of(new PciPlacement(new PciPlace(bus, 0, 0), id, controllers, List.of(argument)));
    }
}
