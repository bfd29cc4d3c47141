package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Element;

/**
 * Holds what stands in a domain's document for its zoned devices against their record, and writes again what is missing
 * or differs. The record is the truth. What is as recorded stays, and so do the places of all that is there.
 *
 * <p>What should stand there is rendered into a copy of the document without devices.
 */
final class Repair {
    private final DomainDocument domain;
    private final Platform platform;
    private final FragmentEditor editor;
    private final List<ZonedDevice> devices;
    private final DomainDocument copy;
    private final Map<ZonedDevice, AttachException> refused = new HashMap<>();

    /**
     * @param containers of the domain
     * @param devices those that the domain records; not empty
     */
    Repair(DomainDocument domain, Platform platform, Containers containers, List<ZonedDevice> devices) {
        this.domain = domain;
        this.editor = new FragmentEditor(domain.root(), containers);
        this.platform = platform;
        this.devices = devices;
        this.copy = DomainDocument.parse(domain.toXml());
        copy.clear();
        FragmentEditor copyEditor = new FragmentEditor(copy.root(), new Containers(copy.root(), new ArrayList<>()));
        RenderContext context = contextOf(copy).orElse(null);
        for (ZonedDevice device : devices) {
            if (context == null) {
                refused.put(device, Attacher.noPci(device, domain));
                continue;
            }
            try {
                copyEditor.add(device.accept(new Renderers(context)));
            } catch (AttachException e) {
                refused.put(device, e);
            }
        }
    }

    /** How the document differs from the record, by device; a part that several devices share is listed with the first. */
    List<DeviceFault> faults() {
        DeviceParts found = DeviceParts.of(domain.root());
        DeviceParts expected = DeviceParts.of(copy.root());
        List<DeviceFault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, Element> renamed = new RenamedParts(domain, expected).all();
        Map<String, String> words = optionWords().faults();
        for (ZonedDevice device : devices) {
            if (refused.containsKey(device) && isIncomplete(device, found)) {
                faults.add(new DeviceFault(device, "something of it is missing"));
            }
            for (String identifier : required(device, expected)) {
                if (!seen.add(identifier)) {
                    continue;
                }
                List<String> descriptions = renamed.containsKey(identifier)
                        ? List.of(renaming(identifier, expected, renamed.get(identifier)))
                        : describe(identifier, found, expected);
                descriptions.forEach(description -> faults.add(new DeviceFault(device, description)));
                Optional.ofNullable(words.get(identifier))
                        .ifPresent(description -> faults.add(new DeviceFault(device, description)));
            }
        }
        return faults;
    }

    /** Gives parts that have another alias or id their own again. */
    List<DeviceFault> restoreNames() {
        DeviceParts expected = DeviceParts.of(copy.root());
        RenamedParts renamed = new RenamedParts(domain, expected);
        List<DeviceFault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ZonedDevice device : devices) {
            required(device, expected).stream()
                    .filter(identifier -> renamed.all().containsKey(identifier) && seen.add(identifier))
                    .forEach(identifier -> faults.add(new DeviceFault(
                            device, renaming(identifier, expected, renamed.all().get(identifier)))));
        }
        renamed.restore();
        return faults;
    }

    private static String renaming(String identifier, DeviceParts expected, Element found) {
        String other = Elements.is(found, QemuNamespace.URI, "arg")
                ? QemuArgument.idOf(found.getAttribute("value"))
                : DeviceParts.aliasOf(found);
        return name(identifier, expected.of(identifier).get(0)) + " is there "
                + (other.isEmpty() ? "without its alias" : "as '" + other + "'");
    }

    private OptionWords optionWords() {
        return new OptionWords(domain.root(), DeviceIdentifiers.of(devices));
    }

    /**
     * Writes again what is missing or differs.
     *
     * @throws AttachException if the platform or the domain cannot take a device of which something is missing
     */
    void write() {
        DeviceParts expected = DeviceParts.of(copy.root());
        restoreNames();
        optionWords().removeFaulty();
        removeOtherElements(expected);
        removeDependents(expected);
        DeviceParts found = DeviceParts.of(domain.root());
        for (ZonedDevice device : devices) {
            for (String identifier : required(device, expected)) {
                if (found.has(identifier)) {
                    alignFirst(found.of(identifier), expected.of(identifier).get(0));
                }
            }
        }
        int firstIncomplete = firstIncomplete(expected);
        try {
            addMissing(expected);
        } catch (AttachException e) {
            // A place after all other disks may be free once those that are recorded later are removed.
            removeFrom(firstIncomplete);
            addMissing(expected);
        }
        numberDrives(expected);
    }

    /** The number in the record's order of the first device that something is missing of. */
    private int firstIncomplete(DeviceParts expected) {
        DeviceParts found = DeviceParts.of(domain.root());
        int number = 0;
        while (number < devices.size()
                && found.identifiers().containsAll(required(devices.get(number), expected))
                && !refused.containsKey(devices.get(number))) {
            number++;
        }
        return number;
    }

    /** Removes what stands there for the devices from one on, with the controllers that nothing else needs. */
    private void removeFrom(int number) {
        Set<String> going = DeviceIdentifiers.of(devices.subList(number, devices.size()));
        going.removeAll(DeviceIdentifiers.of(devices.subList(0, number)));
        editor.remove(going);
        UnusedControllers.remove(domain, editor);
    }

    private void addMissing(DeviceParts expected) {
        RenderContext context = contextOf(domain).orElse(null);
        DeviceParts before = DeviceParts.of(domain.root());
        // Controllers first: some devices are refused while one of a lower index is yet to come.
        List<ZonedDevice> ordered = devices.stream()
                .sorted(Comparator.comparing(device -> !lacksWhatIsDependedOn(device, before, expected)))
                .toList();
        for (ZonedDevice device : ordered) {
            DeviceParts found = DeviceParts.of(domain.root());
            List<String> missing = required(device, expected).stream()
                    .filter(identifier -> !found.has(identifier))
                    .toList();
            if (refused.containsKey(device) && isIncomplete(device, found)) {
                throw refused.get(device);
            }
            if (missing.isEmpty()) {
                continue;
            }
            editor.addMissing(device.accept(new Renderers(context)), Set.copyOf(found.identifiers()));
            // Of a controller that is there nothing is rendered, and so not its override.
            DeviceParts now = DeviceParts.of(domain.root());
            missing.stream()
                    .filter(identifier -> !now.has(identifier))
                    .forEach(identifier ->
                            editor.addOverride(expected.of(identifier).get(0)));
        }
    }

    /** Removes elements that became others, or are on another controller: they cannot be made what they should be. */
    private void removeOtherElements(DeviceParts expected) {
        DeviceParts found = DeviceParts.of(domain.root());
        for (String identifier : expected.identifiers()) {
            for (Element part : found.of(identifier)) {
                Element right = expected.of(identifier).get(0);
                if (isAnother(part, right) || wrongScsiController(part, right).isPresent()) {
                    editor.remove(part);
                }
            }
        }
    }

    /** A SCSI disk may have come by the other of its two drivers, when QEMU was of another version. */
    private static boolean isAnother(Element found, Element expected) {
        return !found.getTagName().equals(expected.getTagName()) && !isDiskOfEitherDriver(found);
    }

    private static boolean isDiskOfEitherDriver(Element found) {
        return switch (found.getTagName()) {
            case "disk" -> found.getAttribute("device").equals("lun");
            case "hostdev" -> found.getAttribute("type").equals("scsi");
            default -> false;
        };
    }

    /**
     * Removes what would come before the thing that it is on, or on another than before: all devices of a controller or port
     * that is missing. Root ports of libvirt's stay, and with them the places of their devices.
     */
    private void removeDependents(DeviceParts expected) {
        DeviceParts found = DeviceParts.of(domain.root());
        List<ZonedDevice> dependents = devices.stream()
                .filter(device -> lacksWhatIsDependedOn(device, found, expected))
                .toList();
        Set<String> going = DeviceIdentifiers.of(dependents);
        going.removeIf(Repair::isPortElement);
        going.removeAll(DeviceIdentifiers.of(
                devices.stream().filter(device -> !dependents.contains(device)).toList()));
        editor.remove(going);
    }

    private boolean lacksWhatIsDependedOn(ZonedDevice device, DeviceParts found, DeviceParts expected) {
        return required(device, expected).stream()
                .anyMatch(identifier -> isDependedOn(identifier) && !found.has(identifier));
    }

    private void alignFirst(List<Element> parts, Element expected) {
        PartAlignment.align(parts.get(0), expected);
        parts.subList(1, parts.size()).forEach(editor::remove);
    }

    /** Puts namespaces on the controller that they belong to. */
    private void numberDrives(DeviceParts expected) {
        DeviceParts found = DeviceParts.of(domain.root());
        for (String identifier : expected.identifiers()) {
            for (Element part : found.of(identifier)) {
                wrongController(part, expected.of(identifier).get(0))
                        .ifPresent(index -> TreeBuilder.setAttribute(
                                Elements.child(part, "address").orElseThrow(), "controller", index));
            }
        }
    }

    /** The index of the controller that a namespace should be on, where it is on another. */
    private Optional<String> wrongController(Element found, Element expected) {
        if (!Elements.childAttribute(expected, "target", "bus").equals("nvme")
                || Elements.child(found, "address").isEmpty()) {
            return Optional.empty();
        }
        return controllerOf(copy, "nvme", expected)
                .flatMap(controller -> domain.deviceElements("controller").stream()
                        .filter(other -> DeviceParts.aliasOf(other).equals(DeviceParts.aliasOf(controller)))
                        .findFirst())
                .map(controller -> controller.getAttribute("index"))
                .filter(right -> !right.equals(Elements.childAttribute(found, "address", "controller")));
    }

    /** What is wrong with the controller that a SCSI disk is on. libvirt adds one, of another model, where it is missing. */
    private Optional<String> wrongScsiController(Element found, Element expected) {
        boolean scsi = expected.getTagName().equals("hostdev")
                ? expected.getAttribute("type").equals("scsi")
                : Elements.childAttribute(expected, "target", "bus").equals("scsi");
        if (!scsi) {
            return Optional.empty();
        }
        Optional<Element> controller = controllerOf(domain, "scsi", found)
                .filter(element -> element.getAttribute("model").equals("virtio-scsi"));
        if (controller.isEmpty()) {
            return Optional.of("its virtio-scsi controller is missing");
        }
        String right = maxSectors(controllerOf(copy, "scsi", expected).orElseThrow());
        String wrong = maxSectors(controller.get());
        return right.equals(wrong)
                ? Optional.empty()
                : Optional.of("of its virtio-scsi controller max_sectors is "
                        + (wrong.isEmpty() ? "missing" : "'" + wrong + "'") + ", expected "
                        + (right.isEmpty() ? "none" : "'" + right + "'"));
    }

    private static String maxSectors(Element controller) {
        return Elements.childAttribute(controller, "driver", "max_sectors");
    }

    private static Optional<Element> controllerOf(DomainDocument document, String type, Element disk) {
        String index = Elements.childAttribute(disk, "address", "controller");
        return document.deviceElements("controller").stream()
                .filter(controller -> controller.getAttribute("type").equals(type)
                        && controller.getAttribute("index").equals(index))
                .findFirst();
    }

    private static boolean isScsiController(Element part) {
        return part.getTagName().equals("controller")
                && part.getAttribute("type").equals("scsi");
    }

    private List<String> describe(String identifier, DeviceParts found, DeviceParts expected) {
        Element right = expected.of(identifier).get(0);
        String name = name(identifier, right);
        List<Element> parts = found.of(identifier);
        if (parts.isEmpty()) {
            return List.of(name + " is missing");
        }
        if (isAnother(parts.get(0), right)) {
            return List.of(name + " is a <" + parts.get(0).getTagName() + ">");
        }
        List<String> descriptions = new ArrayList<>();
        PartAlignment.differences(parts.get(0), right)
                .forEach(difference -> descriptions.add("of " + name + " " + difference));
        wrongController(parts.get(0), right)
                .ifPresent(index -> descriptions.add("of " + name + " the controller is not " + index + ", its own"));
        wrongScsiController(parts.get(0), right).ifPresent(descriptions::add);
        if (parts.size() > 1) {
            descriptions.add(name + " is there " + parts.size() + " times");
        }
        return descriptions;
    }

    private static String name(String identifier, Element part) {
        if (Elements.is(part, QemuNamespace.URI, "arg")) {
            return "the argument '" + identifier + "'";
        }
        if (Elements.is(part, QemuNamespace.URI, "device")) {
            return "the <qemu:override> of '" + part.getAttribute("alias") + "'";
        }
        return "the <" + part.getTagName() + "> '" + identifier + "'";
    }

    /** What must be there of a device, in the order of the document; nothing of one that cannot be rendered. */
    private List<String> required(ZonedDevice device, DeviceParts expected) {
        Set<String> identifiers = new HashSet<>(DeviceIdentifiers.of(device));
        DeviceIdentifiers.of(device).forEach(alias -> identifiers.add(Occupied.overrideOf(alias)));
        return expected.identifiers().stream()
                .filter(identifiers::contains)
                .filter(identifier -> !isPortElement(identifier))
                .filter(identifier -> !isScsiController(expected.of(identifier).get(0)))
                .toList();
    }

    private boolean isIncomplete(ZonedDevice device, DeviceParts found) {
        return !found.identifiers().containsAll(DeviceIdentifiers.required(device, MachineBus.of(domain)));
    }

    private static boolean isDependedOn(String identifier) {
        return !identifier.startsWith(Occupied.overrideOf(""))
                && (identifier.endsWith(Alias.CONTROLLER_ENDING) || identifier.endsWith(Alias.PORT_ENDING));
    }

    /** libvirt adds a root port where an address names one that is missing. */
    private static boolean isPortElement(String identifier) {
        return identifier.startsWith(Alias.PREFIX) && identifier.endsWith(Alias.PORT_ENDING);
    }

    /** Empty where the domain's machine has no place for any device. */
    private Optional<RenderContext> contextOf(DomainDocument document) {
        return PciPlaces.of(document, Map.of())
                .map(places -> new RenderContext(
                        document,
                        platform,
                        Affect.CONFIG,
                        places,
                        DrivePlaces.of(document),
                        new Conflicts(document, List.of()).identifiers()));
    }
}
