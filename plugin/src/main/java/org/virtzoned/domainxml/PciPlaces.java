package org.virtzoned.domainxml;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * Places on a domain's PCI buses for controllers of zoned devices.
 *
 * <p>A place comes after all that may have disks of the same family, so that no disk gets another name in the guest. A device
 * that only QEMU's command line has is in a slot whose function 0 libvirt knows, so that it puts no device of its own there.
 */
abstract class PciPlaces {
    /** libvirt gives low slots to devices that have no address. */
    static final int FIRST_SLOT = 0x10;

    private static final int LAST_BUS = 0xff;
    private static final int MAX_CHASSIS = 255;

    final PciTopology topology;
    private final MachineBus root;
    private final Map<String, PciPlace> wanted;
    /** Root ports that devices can be plugged into, by the number of the bus behind them. */
    private final BitSet ports = new BitSet();

    private final BitSet chassis = new BitSet();
    private final ControllerIndexes buses = new ControllerIndexes(LAST_BUS);

    PciPlaces(DomainDocument domain, MachineBus root, Map<String, PciPlace> wanted) {
        this.topology = PciTopology.of(domain, root);
        this.root = root;
        this.wanted = wanted;
        buses.note(0);
        domain.deviceElements().forEach(this::noteIndexes);
        domain.qemuDevices().forEach(device -> noteChassis(device.number("chassis")));
    }

    /** Empty for a machine without PCI. */
    static Optional<PciPlaces> of(DomainDocument domain) {
        return of(domain, Map.of());
    }

    /**
     * The same, with places that are to be taken where they are free.
     *
     * @param wanted by the alias of a root port
     */
    static Optional<PciPlaces> of(DomainDocument domain, Map<String, PciPlace> wanted) {
        return MachineBus.of(domain)
                .map(root -> root == MachineBus.PCIE
                        ? new PciePlaces(domain, wanted)
                        : new ConventionalPciPlaces(domain, root, wanted));
    }

    MachineBus root() {
        return root;
    }

    PciTopology topology() {
        return topology;
    }

    /**
     * A place for an element of libvirt's.
     *
     * @param portAlias of the port that it gets, where it needs one
     * @return empty where none is free that renames no disk
     */
    Optional<PciPlacement> forElement(DiskFamily family, String portAlias) {
        return Optional.ofNullable(wanted.get(portAlias))
                .flatMap(place -> at(place, portAlias))
                .or(() -> newForElement(family, portAlias))
                .map(placement -> occupied(placement, family));
    }

    /**
     * A place for a device of QEMU's command line, which libvirt does not know of.
     *
     * @param portId of the port that it gets, where it needs one
     * @return empty likewise
     */
    Optional<PciPlacement> forArgument(DiskFamily family, String portId) {
        return newForArgument(family, portId).map(placement -> occupied(placement, family));
    }

    /** The place behind a port that is there; empty where the element of that alias is not a PCI controller with an index. */
    Optional<PciPlace> behind(String portAlias) {
        return topology.buses().stream()
                .filter(bus -> bus.alias().equals(portAlias))
                .findFirst()
                .map(bus -> new PciPlace(bus.index(), 0, 0));
    }

    /** A place that was wanted; empty where it is not free. */
    abstract Optional<PciPlacement> at(PciPlace place, String portAlias);

    abstract Optional<PciPlacement> newForElement(DiskFamily family, String portAlias);

    abstract Optional<PciPlacement> newForArgument(DiskFamily family, String portId);

    /**
     * Takes a place that a device can be plugged into: a free root port, or a free slot of a conventional bus.
     *
     * @return false where there is none
     */
    boolean takeFreePlace() {
        Stream<PciPlace> places = root == MachineBus.PCIE
                ? ports.stream().filter(bus -> !topology.isUsed(bus)).mapToObj(bus -> new PciPlace(bus, 0, 0))
                : slots(0, 1).filter(topology::isSlotFree);
        Optional<PciPlace> free = places.findFirst();
        free.ifPresent(place -> topology.occupy(place, "", EnumSet.noneOf(DiskFamily.class)));
        return free.isPresent();
    }

    /** Whether libvirt takes a further PCI controller. */
    boolean hasFreeIndex() {
        return buses.hasFree();
    }

    /** The index of a new PCI controller, which is the number of its bus; empty where none is free. */
    OptionalInt takeIndex() {
        return buses.take();
    }

    /**
     * The chassis number of a port of libvirt's: its index, as libvirt numbers its own, so that none which libvirt adds later has
     * it, too. Another one where it is taken; empty where all are.
     */
    OptionalInt takeChassis(int index) {
        int free = chassis.get(index) ? chassis.previousClearBit(MAX_CHASSIS) : index;
        if (free < 1) {
            return OptionalInt.empty();
        }
        chassis.set(free);
        return OptionalInt.of(free);
    }

    /** Adds a controller's bus to what is there. */
    void add(int index, String model, String alias, PciPlace place) {
        topology.add(new PciTopology.Bus(index, model, alias, alias, Optional.of(place)));
        topology.occupy(place, alias, EnumSet.noneOf(DiskFamily.class));
    }

    /** The same of an argument's; its number is for this topology alone. */
    int addOfArgument(String id, PciPlace place) {
        topology.occupy(place, id, EnumSet.noneOf(DiskFamily.class));
        return topology.addOfArgument(id, "", place);
    }

    /** Whether a controller has an alias. */
    boolean isTaken(String alias) {
        return topology.buses().stream().anyMatch(bus -> bus.alias().equals(alias));
    }

    /** Free slots of the conventional buses that others have added, which only a domain full of devices needs. */
    Stream<PciPlace> slotsOfOthers() {
        return topology.buses().stream()
                .filter(bus -> bus.conventional() && !bus.ours())
                .flatMap(bus -> slots(bus.index(), 1))
                .filter(topology::isSlotFree)
                .sorted(topology::order);
    }

    /** The name that arguments have for a bus. */
    String qemuName(int bus) {
        return topology.buses().stream()
                .filter(found -> found.index() == bus)
                .map(PciTopology.Bus::qemuName)
                .findFirst()
                .orElseThrow();
    }

    /** The buses that controllers of ours of a model provide. */
    List<PciTopology.Bus> ours(String model) {
        return topology.buses().stream()
                .filter(bus -> bus.ours() && bus.model().equals(model))
                .toList();
    }

    /** Function 0 of each slot of a bus from one on. */
    static Stream<PciPlace> slots(int bus, int first) {
        return IntStream.rangeClosed(first, PciPlace.LAST_SLOT).mapToObj(slot -> new PciPlace(bus, slot, 0));
    }

    static Stream<PciPlace> furtherFunctions(PciPlace place) {
        return IntStream.rangeClosed(1, PciPlace.LAST_FUNCTION).mapToObj(place::withFunction);
    }

    private PciPlacement occupied(PciPlacement placement, DiskFamily family) {
        topology.occupy(placement.place(), "", EnumSet.of(family));
        return placement;
    }

    private void noteIndexes(Element device) {
        if (device.getTagName().equals("controller")
                && device.getAttribute("type").equals("pci")) {
            noteController(device);
        }
        for (Element address : Elements.children(device, "address")) {
            if (address.getAttribute("type").equals("pci")) {
                buses.noteUpTo(Elements.number(address.getAttribute("bus")));
            }
        }
    }

    private void noteController(Element controller) {
        int index = Elements.number(controller.getAttribute("index"));
        // The root, which may be there without an index, is noted from the start.
        if (!controller.getAttribute("model").endsWith("-root")) {
            buses.note(index);
        }
        noteChassis(Elements.number(Elements.childAttribute(controller, "target", "chassis")));
        boolean pluggable =
                !Elements.childAttribute(controller, "target", "hotplug").equals("off");
        if (controller.getAttribute("model").equals("pcie-root-port") && pluggable && index >= 0 && index <= LAST_BUS) {
            ports.set(index);
        }
    }

    private void noteChassis(int number) {
        if (number > 0 && number <= MAX_CHASSIS) {
            chassis.set(number);
        }
    }
}
