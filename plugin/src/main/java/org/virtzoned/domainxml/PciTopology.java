package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * The PCI buses of a domain and what is on them: of libvirt's controllers and of those that arguments of QEMU's command line
 * add.
 *
 * <p>Linux looks at all devices of a bus, then at the bridges on it in the order of their addresses, each with all that is
 * behind it (drivers/pci/probe.c, pci_scan_child_bus_extend). {@link #order} is that order.
 */
final class PciTopology {
    /** A bus with an address that leads in a circle has no more bridges before it. */
    private static final int MOST_BRIDGES = 16;

    /** Buses that only QEMU's command line knows have numbers from here on. */
    private static final int FIRST_BUS_OF_ARGUMENTS = 1 << 10;

    private static final int ROOT_BUS = 0;

    /**
     * A bus.
     *
     * @param model of libvirt's controller, or the driver of an argument's device
     * @param alias of libvirt's controller; empty where it has none
     * @param qemuName how arguments name it
     * @param place of the controller that provides it; empty for a root bus
     */
    record Bus(int index, String model, String alias, String qemuName, Optional<PciPlace> place) {
        /** Whether its slots take conventional PCI devices of any kind. */
        boolean conventional() {
            return switch (model) {
                case "pci-bridge", "pcie-to-pci-bridge", "dmi-to-pci-bridge" -> true;
                default -> false;
            };
        }

        /** Whether it is a root bus beside the machine's own, which Linux looks at later. */
        boolean isFurtherRoot() {
            return model.endsWith("-expander-bus") || (model.equals("pci-root") && index != ROOT_BUS);
        }

        boolean ours() {
            return alias.startsWith(Alias.PREFIX);
        }
    }

    private final Map<Integer, Bus> buses = new TreeMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    /** The aliases and ids of what is in each place; the names of elements that have none. */
    private final Map<PciPlace, List<String>> occupied = new HashMap<>();

    private final Map<DiskFamily, PciPlace> last = new EnumMap<>(DiskFamily.class);

    private PciTopology() {}

    static PciTopology of(DomainDocument domain, MachineBus root) {
        PciTopology topology = new PciTopology();
        topology.add(new Bus(ROOT_BUS, "", "", root.qemuName(domain), Optional.empty()));
        domain.deviceElements("controller").forEach(topology::noteController);
        domain.deviceElements().forEach(topology::noteElement);
        domain.qemuDevices().forEach(topology::noteArgument);
        return topology;
    }

    /** All buses, those of libvirt's controllers first, by their indexes. */
    List<Bus> buses() {
        return List.copyOf(buses.values());
    }

    /** The places of devices of QEMU's command line, by their ids. */
    Map<String, PciPlace> placesOfArguments() {
        Map<String, PciPlace> places = new HashMap<>();
        buses.forEach((index, bus) -> {
            if (index >= FIRST_BUS_OF_ARGUMENTS) {
                bus.place().ifPresent(place -> places.put(bus.qemuName(), place));
            }
        });
        return places;
    }

    void add(Bus bus) {
        buses.put(bus.index(), bus);
        indexes.put(bus.qemuName(), bus.index());
    }

    /**
     * Adds the bus that a device of QEMU's command line may provide.
     *
     * @return its number
     */
    int addOfArgument(String id, String driver, PciPlace place) {
        int index = FIRST_BUS_OF_ARGUMENTS + buses.size();
        add(new Bus(index, driver, "", id, Optional.of(place)));
        return index;
    }

    /**
     * Takes a place for a device.
     *
     * @param name of the device, for people
     * @param families of the disks that the device may have
     */
    void occupy(PciPlace place, String name, Set<DiskFamily> families) {
        occupied.computeIfAbsent(place, taken -> new ArrayList<>()).add(name);
        families.forEach(family -> last.merge(family, place, (one, other) -> order(one, other) < 0 ? other : one));
    }

    /** What is in a place. */
    List<String> occupants(PciPlace place) {
        return occupied.getOrDefault(place, List.of());
    }

    /** The place of the device of an alias or id, and those of the bridges that it is behind. */
    List<PciPlace> way(String name) {
        List<PciPlace> way = new ArrayList<>();
        Optional<PciPlace> place = occupied.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst();
        while (place.isPresent() && way.size() < MOST_BRIDGES) {
            way.add(place.get());
            place = Optional.ofNullable(buses.get(place.get().bus())).flatMap(Bus::place);
        }
        return way;
    }

    boolean isFree(PciPlace place) {
        return !occupied.containsKey(place);
    }

    /** Whether no function of a place's slot is taken. */
    boolean isSlotFree(PciPlace place) {
        for (int function = 0; function <= PciPlace.LAST_FUNCTION; function++) {
            if (!isFree(place.withFunction(function))) {
                return false;
            }
        }
        return true;
    }

    /** Whether something is on a bus. */
    boolean isUsed(int bus) {
        return occupied.keySet().stream().anyMatch(place -> place.bus() == bus);
    }

    /** Whether the other functions of a place's slot have devices. */
    boolean hasNeighbours(PciPlace place) {
        return occupied.keySet().stream()
                .anyMatch(other -> other.bus() == place.bus()
                        && other.slot() == place.slot()
                        && other.function() != place.function());
    }

    /** Whether a place comes after all that may have disks of a family, so that taking it renames none of them. */
    boolean isAfter(DiskFamily family, PciPlace place) {
        PciPlace before = last.get(family);
        return before == null || order(before, place) < 0;
    }

    /** Whether what is behind a bridge in a place, which need not be there yet, comes after all of a family. */
    boolean isAfterBehind(DiskFamily family, PciPlace bridge) {
        PciPlace before = last.get(family);
        return before == null || order(route(before), routeBehind(bridge)) < 0;
    }

    /** The place in which Linux finds the last disks of a family. */
    Optional<PciPlace> last(DiskFamily family) {
        return Optional.ofNullable(last.get(family));
    }

    /** Compares places by the order in which Linux finds what is there. */
    int order(PciPlace one, PciPlace other) {
        return order(route(one), route(other));
    }

    private static int order(List<Integer> one, List<Integer> other) {
        int bridges = Math.min(one.size(), other.size()) - 1;
        for (int i = 0; i < bridges; i++) {
            int difference = Integer.compare(one.get(i), other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return one.size() != other.size()
                ? Integer.compare(one.size(), other.size())
                : Integer.compare(one.get(bridges), other.get(bridges));
    }

    /** Slot and function of each bridge on the way from the root bus to a place, and of the place. */
    private List<Integer> route(PciPlace place) {
        List<Integer> way = bridges(place.bus());
        way.add(place.devfn());
        return way;
    }

    private List<Integer> routeBehind(PciPlace bridge) {
        List<Integer> way = route(bridge);
        way.add(0);
        return way;
    }

    /** Other root buses come after all of the machine's own. */
    private List<Integer> bridges(int bus) {
        List<Integer> bridges = new ArrayList<>();
        int index = bus;
        while (index != ROOT_BUS && bridges.size() < MOST_BRIDGES) {
            Bus found = buses.get(index);
            if (found != null && found.isFurtherRoot()) {
                bridges.add(0, FIRST_BUS_OF_ARGUMENTS + index);
                break;
            }
            if (found == null || found.place().isEmpty()) {
                // libvirt is yet to add the controller, or to place it: in a low slot.
                bridges.add(0, 0);
                break;
            }
            bridges.add(0, found.place().get().devfn());
            index = found.place().get().bus();
        }
        return bridges;
    }

    private void noteController(Element controller) {
        int index = Elements.number(controller.getAttribute("index"));
        if (!controller.getAttribute("type").equals("pci") || index <= ROOT_BUS) {
            return;
        }
        String alias = Elements.childAttribute(controller, "alias", "name");
        // libvirt's own alias, which is the device's id in QEMU (qemu_alias.c, qemuAssignDeviceControllerAlias).
        String qemuName = alias.startsWith("ua-") ? alias : "pci." + index;
        add(new Bus(index, controller.getAttribute("model"), alias, qemuName, placeOf(controller)));
    }

    private void noteElement(Element device) {
        String alias = Elements.childAttribute(device, "alias", "name");
        placeOf(device)
                .ifPresent(place -> occupy(
                        place, alias.isEmpty() ? "<" + device.getTagName() + ">" : alias, DiskFamily.of(device)));
    }

    private void noteArgument(ArgumentProperties device) {
        Integer bus = indexes.get(device.values().getOrDefault("bus", indexes.isEmpty() ? "" : rootName()));
        if (bus == null) {
            return;
        }
        Optional<PciPlace> place = device.address(bus).or(() -> firstFree(bus));
        boolean addressed =
                device.values().containsKey("bus") || device.values().containsKey("addr");
        if (place.isEmpty() || !addressed) {
            return;
        }
        occupy(
                place.get(),
                device.id().isEmpty() ? device.driver() : device.id(),
                DiskFamily.ofDriver(device.driver()));
        if (!device.id().isEmpty()) {
            addOfArgument(device.id(), device.driver(), place.get());
        }
    }

    private String rootName() {
        return buses.get(ROOT_BUS).qemuName();
    }

    /** The place that QEMU gives a device without an address; ports have their device in slot 0. */
    private Optional<PciPlace> firstFree(int bus) {
        Bus found = buses.get(bus);
        int first = bus == ROOT_BUS || found.conventional() ? 1 : 0;
        for (int slot = first; slot <= PciPlace.LAST_SLOT; slot++) {
            PciPlace place = new PciPlace(bus, slot, 0);
            if (isSlotFree(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** The PCI address of a device element; empty where it has none yet. */
    static Optional<PciPlace> placeOf(Element device) {
        return Elements.child(device, "address")
                .filter(address -> address.getAttribute("type").equals("pci"))
                .flatMap(PciTopology::placeAt);
    }

    private static Optional<PciPlace> placeAt(Element address) {
        int bus = Math.max(0, Elements.number(address.getAttribute("bus")));
        int slot = Elements.number(address.getAttribute("slot"));
        int function = Math.max(0, Elements.number(address.getAttribute("function")));
        return slot < 0 || slot > PciPlace.LAST_SLOT || function > PciPlace.LAST_FUNCTION
                ? Optional.empty()
                : Optional.of(new PciPlace(bus, slot, function));
    }
}
