package org.virtzoned.domainxml;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * What is free of a domain's PCI topology: slots on its root bus, controller indexes, chassis numbers.
 *
 * <p>libvirt gives devices without an address the lowest free slots; ours are high, so that what QEMU places by its
 * command line, which libvirt does not know of, is not in the way of a device added later.
 */
final class PciPlaces {
    /** 0x1a to 0x1f have functions of the chipset on q35. */
    private static final int FIRST_SLOT = 0x10;

    private static final int LAST_SLOT = 0x19;
    private static final int MAX_SLOT = 0x1f;
    private static final int ROOT_BUS = 0;
    private static final int LAST_BUS = 0xff;
    /** Below are the slots that libvirt fills by itself with video, root ports and USB. */
    private static final int FIRST_LOW_SLOT = 0x04;

    private static final int MAX_CHASSIS = 255;
    private static final int FIRST_CHASSIS = 128;
    /** Slot and optional function on the root bus, in QEMU's {@code -device} syntax or its JSON form. */
    private static final Pattern QEMU_ADDRESS = Pattern.compile("\\baddr\"?[=:]\\s*\"?(?:0x)?([0-9a-fA-F]{1,2})");

    private static final Pattern QEMU_CHASSIS = Pattern.compile("\\bchassis\"?[=:]\\s*\"?([0-9]{1,3})");

    private final MachineBus root;
    private final Map<String, Integer> wantedSlots;
    private final BitSet slots = new BitSet();
    /** Root ports that devices can be plugged into, by the number of the bus behind them. */
    private final BitSet ports = new BitSet();

    /** All controllers' buses, by their aliases. */
    private final Map<String, Integer> busesByAlias = new HashMap<>();

    /** Buses that something is on. */
    private final BitSet occupiedBuses = new BitSet();

    private final BitSet chassis = new BitSet();
    private final ControllerIndexes buses = new ControllerIndexes(LAST_BUS);

    private PciPlaces(MachineBus root, Map<String, Integer> wantedSlots) {
        this.root = root;
        this.wantedSlots = wantedSlots;
        buses.note(ROOT_BUS);
    }

    /** Empty for a machine without PCI. */
    static Optional<PciPlaces> of(DomainDocument domain) {
        return of(domain, Map.of());
    }

    /**
     * The same, with slots that are to be taken where they are free.
     *
     * @param wantedSlots by the alias of a root port
     */
    static Optional<PciPlaces> of(DomainDocument domain, Map<String, Integer> wantedSlots) {
        return MachineBus.of(domain).map(root -> {
            PciPlaces places = new PciPlaces(root, wantedSlots);
            domain.deviceElements().forEach(places::note);
            domain.qemuArguments().forEach(places::note);
            return places;
        });
    }

    MachineBus root() {
        return root;
    }

    /**
     * A slot for an element of libvirt's; those that only the command line can have are left to it while others are free.
     *
     * @param alias of the root port, or of the one that there would be: it may be in a slot already
     */
    Optional<Integer> takeSlot(String alias) {
        return take(IntStream.concat(
                Optional.ofNullable(wantedSlots.get(alias)).stream().mapToInt(Integer::intValue),
                IntStream.concat(
                        IntStream.iterate(LAST_SLOT, slot -> slot >= FIRST_SLOT, slot -> slot - 1),
                        IntStream.iterate(FIRST_SLOT - 1, slot -> slot >= FIRST_LOW_SLOT, slot -> slot - 1))));
    }

    /** A slot for an argument of QEMU's. */
    Optional<Integer> takeCommandLineSlot() {
        return take(IntStream.rangeClosed(FIRST_SLOT, LAST_SLOT));
    }

    /** The index of a new PCI controller, which is the number of its bus; empty where none is free. */
    OptionalInt takeBus() {
        return buses.take();
    }

    /** The bus behind a root port that is there; empty where the element of that alias is none, or has no index. */
    OptionalInt bus(String alias) {
        return ControllerIndexes.said(busesByAlias.get(alias));
    }

    /** The bus of a root port that nothing is on. */
    Optional<Integer> takePort() {
        BitSet free = (BitSet) ports.clone();
        free.andNot(occupiedBuses);
        int bus = free.nextSetBit(0);
        if (bus < 0) {
            return Optional.empty();
        }
        occupiedBuses.set(bus);
        return Optional.of(bus);
    }

    /** A root port's chassis number. There are more of them than slots. */
    int takeChassis() {
        int free = chassis.nextClearBit(FIRST_CHASSIS);
        int taken = free <= MAX_CHASSIS ? free : chassis.nextClearBit(1);
        chassis.set(taken);
        return taken;
    }

    private Optional<Integer> take(IntStream candidates) {
        Optional<Integer> free =
                candidates.filter(slot -> !slots.get(slot)).boxed().findFirst();
        free.ifPresent(slots::set);
        return free;
    }

    private void note(Element device) {
        if (device.getTagName().equals("controller")
                && device.getAttribute("type").equals("pci")) {
            noteBus(device);
            int number = Elements.number(Elements.childAttribute(device, "target", "chassis"));
            if (number > 0 && number <= MAX_CHASSIS) {
                chassis.set(number);
            }
        }
        for (Element address : Elements.children(device, "address")) {
            int bus = Elements.number(address.getAttribute("bus"));
            int slot = Elements.number(address.getAttribute("slot"));
            if (address.getAttribute("type").equals("pci")) {
                buses.noteUpTo(bus);
                if (bus >= 0 && bus <= LAST_BUS) {
                    occupiedBuses.set(bus);
                }
                if (bus == ROOT_BUS && slot >= 0 && slot <= MAX_SLOT) {
                    slots.set(slot);
                }
            }
        }
    }

    /** The root, which may be there without an index, is noted from the start. */
    private void noteBus(Element controller) {
        int index = Elements.number(controller.getAttribute("index"));
        busesByAlias.put(Elements.childAttribute(controller, "alias", "name"), index);
        if (!controller.getAttribute("model").endsWith("-root")) {
            buses.note(index);
        }
        boolean pluggable =
                !Elements.childAttribute(controller, "target", "hotplug").equals("off");
        if (controller.getAttribute("model").equals("pcie-root-port") && pluggable && index >= 0 && index <= LAST_BUS) {
            ports.set(index);
        }
    }

    /** The slot that an argument of QEMU's says. */
    static Optional<Integer> slotOf(String argument) {
        Matcher address = QEMU_ADDRESS.matcher(argument);
        return address.find() ? Optional.of(Integer.parseInt(address.group(1), 16)) : Optional.empty();
    }

    /** Of a foreign argument every address counts, whatever its bus: a slot too many is no loss. */
    private void note(String argument) {
        Matcher address = QEMU_ADDRESS.matcher(argument);
        while (address.find()) {
            slots.set(Integer.parseInt(address.group(1), 16));
        }
        Matcher number = QEMU_CHASSIS.matcher(argument);
        while (number.find()) {
            chassis.set(Integer.parseInt(number.group(1)));
        }
    }
}
