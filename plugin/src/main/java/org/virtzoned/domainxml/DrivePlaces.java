package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/** What is free of a domain's drives: target names ({@code sda}), controller indexes, and addresses on a controller. */
final class DrivePlaces {
    /** virtio-scsi has 256 targets; LUN 0 of each is enough. */
    static final int TARGETS = 256;

    /** A narrow SCSI bus has 7 units: libvirt's virDomainDiskDefAssignAddress gives disk sdX controller X / 7 at most. */
    private static final int UNITS_OF_NARROW_BUS = 7;

    /** libvirt's schema has two digits for the controller of a drive's address. */
    static final int LAST_CONTROLLER = 99;

    private static final Pattern NVME_NAME = Pattern.compile("nvme([0-9]{1,4})n[0-9]+");

    private static final Pattern LETTERS = Pattern.compile("[a-z]{1,4}");

    /** The aliases of virtio-scsi controllers of ours. */
    private static final Pattern SHARED = Pattern.compile(
            Pattern.quote(Alias.PREFIX) + "virtio-scsi-[0-9]+" + Pattern.quote(Alias.CONTROLLER_ENDING));

    private final Set<String> targetNames = new HashSet<>();
    private final Map<String, Integer> lastIndex = new HashMap<>();
    private final Map<String, Integer> nvmeControllers = new HashMap<>();
    private final List<SharedController> sharedScsiControllers = new ArrayList<>();
    private final Map<Integer, BitSet> targetsOfScsiController = new HashMap<>();
    private final ControllerIndexes scsiIndexes = new ControllerIndexes(LAST_CONTROLLER);
    private final ControllerIndexes nvmeIndexes = new ControllerIndexes(LAST_CONTROLLER);

    /**
     * A virtio-scsi controller of ours.
     *
     * @param maxSectors the longest transfer, in sectors of 512 bytes; empty for QEMU's default
     */
    private record SharedController(int index, OptionalInt maxSectors, Optional<PciPlace> place) {}

    private DrivePlaces() {}

    static DrivePlaces of(DomainDocument domain) {
        DrivePlaces places = new DrivePlaces();
        domain.deviceElements().forEach(places::note);
        return places;
    }

    /** The name of a bus that comes after all that are taken: {@code sda}, {@code vda}; the first free one where all are. */
    String takeTargetName(String prefix) {
        int last = -1;
        for (String name : targetNames) {
            if (name.startsWith(prefix)
                    && LETTERS.matcher(name.substring(prefix.length())).matches()) {
                last = Math.max(last, index(name.substring(prefix.length())));
            }
        }
        int index = lastIndex.merge(prefix, last + 1, (taken, next) -> Math.max(taken + 1, next));
        String name = prefix + letters(index);
        targetNames.add(name);
        return name;
    }

    /**
     * The target on a virtio-scsi controller that comes after all that are taken.
     *
     * @param controller one of {@link #sharedScsiController} or {@link #takeScsiController}
     */
    int takeScsiTarget(int controller) {
        int target = nextTarget(controller);
        targetsOfScsiController
                .computeIfAbsent(controller, index -> new BitSet())
                .set(target);
        return target;
    }

    private int nextTarget(int controller) {
        BitSet taken = targetsOfScsiController.get(controller);
        return taken == null ? 0 : taken.length();
    }

    /**
     * A virtio-scsi controller of ours that has room for a disk.
     *
     * @param maxSectors the longest transfer that it says to the guest
     * @param place where it is to be, if that matters
     */
    OptionalInt sharedScsiController(OptionalInt maxSectors, Optional<PciPlace> place) {
        return sharedScsiControllers.stream()
                .filter(controller -> controller.maxSectors().equals(maxSectors))
                .filter(controller -> place.isEmpty() || controller.place().equals(place))
                .mapToInt(SharedController::index)
                .filter(index -> nextTarget(index) < TARGETS)
                .findFirst();
    }

    /** The index of a new virtio-scsi controller, which later disks may share; empty where none is free. */
    OptionalInt takeScsiController(OptionalInt maxSectors, Optional<PciPlace> place) {
        OptionalInt index = scsiIndexes.take();
        index.ifPresent(taken -> sharedScsiControllers.add(new SharedController(taken, maxSectors, place)));
        return index;
    }

    /** Whether libvirt has none to add or to number below a SCSI controller. */
    boolean hasScsiControllersBelow(int controller) {
        return scsiIndexes.areNumberedBelow(controller);
    }

    /** The index of a new NVMe controller, which later namespaces find by its alias; empty likewise. */
    OptionalInt takeNvmeController(String alias) {
        OptionalInt index = nvmeIndexes.take();
        index.ifPresent(taken -> nvmeControllers.put(alias, taken));
        return index;
    }

    /** The index of an NVMe controller that is there; empty likewise. */
    OptionalInt nvmeController(String alias) {
        return ControllerIndexes.said(nvmeControllers.get(alias));
    }

    private void note(Element device) {
        switch (device.getTagName()) {
            case "controller" -> noteController(device);
            case "disk" -> noteDisk(device);
            case "hostdev" -> noteAddress(device);
            default -> {
                // Nothing else has a drive address.
            }
        }
    }

    private void noteController(Element controller) {
        int index = Elements.number(controller.getAttribute("index"));
        switch (controller.getAttribute("type")) {
            case "scsi" -> {
                scsiIndexes.note(index);
                noteShared(controller, index);
            }
            case "nvme" -> {
                nvmeIndexes.note(index);
                nvmeControllers.put(Elements.childAttribute(controller, "alias", "name"), index);
            }
            default -> {
                // Indexes count for each type on its own.
            }
        }
    }

    private void noteShared(Element controller, int index) {
        if (index >= 0
                && SHARED.matcher(Elements.childAttribute(controller, "alias", "name"))
                        .matches()) {
            int sectors = Elements.number(Elements.childAttribute(controller, "driver", "max_sectors"));
            sharedScsiControllers.add(new SharedController(
                    index,
                    sectors < 0 ? OptionalInt.empty() : OptionalInt.of(sectors),
                    PciTopology.placeOf(controller)));
        }
    }

    private void noteDisk(Element disk) {
        String name = Elements.childAttribute(disk, "target", "dev");
        targetNames.add(name);
        boolean scsi = Elements.childAttribute(disk, "target", "bus").equals("scsi");
        if (scsi && name.startsWith("sd") && Elements.child(disk, "address").isEmpty()) {
            scsiIndexes.noteUpTo(index(name.substring("sd".length())) / UNITS_OF_NARROW_BUS);
        }
        if (Elements.childAttribute(disk, "target", "bus").equals("nvme")) {
            nvmeIndexes.noteUpTo(nvmeController(disk));
        }
        noteAddress(disk);
    }

    /** The controller of an NVMe disk, which libvirt adds where it is absent: of its address, else of its name. */
    static int nvmeController(Element disk) {
        int addressed = driveAddress(disk)
                .map(address -> Elements.number(address.getAttribute("controller")))
                .orElse(-1);
        Matcher name = NVME_NAME.matcher(Elements.childAttribute(disk, "target", "dev"));
        return addressed >= 0 || !name.matches() ? Math.max(0, addressed) : Integer.parseInt(name.group(1));
    }

    /** The type of the controllers that a disk or host device is on: {@code scsi}, {@code nvme}; empty for none. */
    private static String bus(Element device) {
        return device.getTagName().equals("hostdev")
                ? device.getAttribute("type")
                : Elements.childAttribute(device, "target", "bus");
    }

    private static Optional<Element> driveAddress(Element device) {
        return Elements.child(device, "address")
                .filter(address -> address.getAttribute("type").equals("drive"));
    }

    /** Whether a disk's or a host device's address is on a controller. */
    static boolean isOn(Element device, Element controller) {
        String bus = bus(device);
        int index = bus.equals("nvme")
                ? nvmeController(device)
                : driveAddress(device)
                        .map(address -> Elements.number(address.getAttribute("controller")))
                        .orElse(-1);
        return controller.getAttribute("type").equals(bus)
                && Elements.number(controller.getAttribute("index")) == index;
    }

    private void noteAddress(Element device) {
        driveAddress(device).filter(address -> bus(device).equals("scsi")).ifPresent(address -> {
            int controller = Elements.number(address.getAttribute("controller"));
            int target = Elements.number(address.getAttribute("target"));
            scsiIndexes.noteUpTo(controller);
            targetsOfScsiController
                    .computeIfAbsent(controller, index -> new BitSet())
                    .set(Math.max(0, Math.min(target, TARGETS)));
        });
    }

    /** 0 is {@code a}, 25 {@code z}, 26 {@code aa}, as libvirt's virIndexToDiskName. */
    private static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? last : letters(index / 26 - 1) + last;
    }

    private static int index(String letters) {
        int index = 0;
        for (int i = 0; i < letters.length() && i < 5; i++) {
            index = index * 26 + Math.max(0, letters.charAt(i) - 'a' + 1);
        }
        return Math.max(0, index - 1);
    }
}
