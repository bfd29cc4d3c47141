package org.virtzoned.domainxml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Places on a machine with conventional PCI: an element of libvirt's gets a slot of the root bus, or behind a bridge of ours.
 * A device that only QEMU's command line has is a further function of such a bridge's slot: libvirt gives its devices slots
 * of which no function is taken.
 */
final class ConventionalPciPlaces extends PciPlaces {
    private static final int LAST_SLOT_OF_DEVICES = 0x1b;
    private static final int FIRST_SLOT_OF_BRIDGES = 0x1c;
    private static final String BRIDGE = "pci-bridge";

    ConventionalPciPlaces(DomainDocument domain, MachineBus root, Map<String, PciPlace> wanted) {
        super(domain, root, wanted);
    }

    @Override
    Optional<PciPlacement> at(PciPlace place, String portAlias) {
        return topology.isFree(place) ? Optional.of(direct(place, List.of())) : Optional.empty();
    }

    @Override
    Optional<PciPlacement> newForElement(DiskFamily family, String portAlias) {
        Stream<PciPlace> there = Stream.concat(
                slots(0, FIRST_SLOT).filter(place -> place.slot() <= LAST_SLOT_OF_DEVICES),
                ours(BRIDGE).stream().flatMap(bridge -> slots(bridge.index(), 1)));
        return firstAfter(family, there)
                .map(place -> direct(place, List.of()))
                .or(() -> placeOfBridge(place -> topology.isAfterBehind(family, place))
                        .flatMap(this::newBridge)
                        .map(bridge -> direct(new PciPlace(bridge.index, 1, 0), List.of(bridge))))
                .or(() -> firstAfter(family, slotsOfOthers()).map(place -> direct(place, List.of())));
    }

    @Override
    Optional<PciPlacement> newForArgument(DiskFamily family, String portId) {
        return ours(BRIDGE).stream()
                .flatMap(bridge -> bridge.place().stream())
                .filter(place -> place.bus() == 0)
                .flatMap(PciPlaces::furtherFunctions)
                .filter(place -> topology.isFree(place) && topology.isAfter(family, place))
                .findFirst()
                .map(place -> direct(place, List.of()))
                .or(() -> placeOfBridge(place -> place.bus() == 0 && topology.isAfter(family, place.withFunction(1)))
                        .flatMap(place ->
                                newBridge(place).map(bridge -> direct(place.withFunction(1), List.of(bridge)))));
    }

    private Optional<PciPlace> firstAfter(DiskFamily family, Stream<PciPlace> places) {
        return places.filter(place -> topology.isSlotFree(place) && topology.isAfter(family, place))
                .findFirst();
    }

    /** A slot for a bridge; on a root bus that is full, one behind a bridge of others. */
    private Optional<PciPlace> placeOfBridge(Predicate<PciPlace> condition) {
        return Stream.concat(slots(0, FIRST_SLOT_OF_BRIDGES), slotsOfOthers())
                .filter(topology::isSlotFree)
                .filter(condition)
                .findFirst();
    }

    private Optional<ControllerElement> newBridge(PciPlace place) {
        int number = 1;
        while (isTaken(Alias.pciBridge(number))) {
            number++;
        }
        OptionalInt index = takeIndex();
        // libvirt takes a bridge only on a bus of a lower index (qemu_domain_address.c).
        if (index.isEmpty() || index.getAsInt() <= place.bus()) {
            return Optional.empty();
        }
        String alias = Alias.pciBridge(number);
        add(index.getAsInt(), BRIDGE, alias, place);
        return Optional.of(ControllerElement.pciBridge(index.getAsInt(), place, alias));
    }

    private PciPlacement direct(PciPlace place, List<ControllerElement> controllers) {
        return new PciPlacement(place, qemuName(place.bus()), controllers, List.of());
    }
}
