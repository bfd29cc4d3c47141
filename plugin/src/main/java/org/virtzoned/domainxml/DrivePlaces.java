package org.virtzoned.domainxml;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
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

    private final Set<String> targetNames = new HashSet<>();
    private final Map<String, Integer> firstFreeIndex = new HashMap<>();
    private final Map<String, Integer> nvmeControllers = new HashMap<>();
    private final Map<String, Integer> scsiControllers = new HashMap<>();
    private final Map<Integer, BitSet> targetsOfScsiController = new HashMap<>();
    private final ControllerIndexes scsiIndexes = new ControllerIndexes(LAST_CONTROLLER);
    private final ControllerIndexes nvmeIndexes = new ControllerIndexes(LAST_CONTROLLER);

    private DrivePlaces() {}

    static DrivePlaces of(DomainDocument domain) {
        DrivePlaces places = new DrivePlaces();
        domain.deviceElements().forEach(places::note);
        return places;
    }

    /** The first free name of a bus: {@code sda}, {@code vda}. */
    String takeTargetName(String prefix) {
        int index = firstFreeIndex.getOrDefault(prefix, 0);
        while (!targetNames.add(prefix + letters(index))) {
            index++;
        }
        firstFreeIndex.put(prefix, index + 1);
        return prefix + letters(index);
    }

    /** The first free target on a virtio-scsi controller, or -1 where all are taken. */
    int takeScsiTarget(int controller) {
        BitSet taken = targetsOfScsiController.computeIfAbsent(controller, index -> new BitSet());
        int target = taken.nextClearBit(0);
        if (target >= TARGETS) {
            return -1;
        }
        taken.set(target);
        return target;
    }

    /** The index of a new SCSI controller, which later disks find by its alias; empty where none is free. */
    OptionalInt takeScsiController(String alias) {
        OptionalInt index = scsiIndexes.take();
        index.ifPresent(taken -> scsiControllers.put(alias, taken));
        return index;
    }

    /** The index of a SCSI controller that is there; empty where the element of that alias is none, or has no index. */
    OptionalInt scsiController(String alias) {
        return ControllerIndexes.said(scsiControllers.get(alias));
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
                scsiControllers.put(Elements.childAttribute(controller, "alias", "name"), index);
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

    private void noteDisk(Element disk) {
        String name = Elements.childAttribute(disk, "target", "dev");
        targetNames.add(name);
        boolean scsi = Elements.childAttribute(disk, "target", "bus").equals("scsi");
        if (scsi && name.startsWith("sd") && Elements.child(disk, "address").isEmpty()) {
            scsiIndexes.noteUpTo(index(name.substring("sd".length())) / UNITS_OF_NARROW_BUS);
        }
        noteAddress(disk);
    }

    private void noteAddress(Element device) {
        boolean scsi = device.getTagName().equals("hostdev")
                ? device.getAttribute("type").equals("scsi")
                : Elements.childAttribute(device, "target", "bus").equals("scsi");
        Elements.child(device, "address")
                .filter(address -> scsi && address.getAttribute("type").equals("drive"))
                .ifPresent(address -> {
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
