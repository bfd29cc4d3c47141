package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.virtzoned.device.DeviceName;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.DeviceWriter;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.NvmeRendering;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.SourcePaths;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.ShellCommand;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.TreeBuilder;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/**
 * The record of a domain's zoned devices in its {@code <metadata>}: one {@code <zoned:devices>} with a {@code
 * <zoned:device>} each, whose attributes are the device's words.
 *
 * @param domainUuid the UUID of the domain that the devices were made for; another one is a clone's
 * @param owner the user and group that QEMU runs as, which files that only its command line names are given to
 * @param created the containers that were made for the devices, which go with the last of them
 */
record ZonedMetadata(
        Optional<UUID> domainUuid, Optional<String> owner, List<String> created, List<ZonedDevice> devices) {
    static final String NAMESPACE = "urn:virt-zoned:1";
    static final String PREFIX = "zoned";

    private static final String DEVICES = "devices";
    private static final String DEVICE = "device";
    private static final String WAY = "way";
    private static final String UUID_ATTRIBUTE = "uuid";
    private static final String OWNER = "owner";
    private static final String CREATED = "created";

    /** {@link UUID#fromString} takes fewer digits, too. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Pattern OWNER_FORM = Pattern.compile("\\+?[^:]+:\\+?[^:]+");

    /** Profiles and paths are resolved before a device is recorded. */
    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new IllegalArgumentException(
                        "profile is '" + name + "', expected none: metadata hold the geometry itself.");
            },
            SourcePaths.RECORDED);

    static ZonedMetadata none(Optional<UUID> domainUuid) {
        return new ZonedMetadata(domainUuid, Optional.empty(), new ArrayList<>(), new ArrayList<>());
    }

    static Optional<Element> find(Element root) {
        return Elements.child(root, "metadata").flatMap(metadata -> Elements.child(metadata, NAMESPACE, DEVICES));
    }

    /** Refuses further records, which libvirt drops: they would come to light when the first one goes. */
    static void requireSingle(Element root, String domainName) {
        List<Element> records = Elements.children(root, "metadata").stream()
                .flatMap(metadata -> Elements.children(metadata, NAMESPACE, DEVICES).stream())
                .toList();
        if (records.size() > 1 || (find(root).isEmpty() && !records.isEmpty())) {
            String found = records.size() > 1 ? records.size() + " records" : "their record in a further <metadata>";
            throw new InvalidDocumentException(
                    "Cannot read the zoned devices in the metadata of domain '" + domainName + "': found " + found
                            + ", expected one in the first <metadata>, the only one that libvirt keeps.",
                    "Give the domain as virsh prints it: "
                            + ShellCommand.of("virsh", "dumpxml", "--inactive", domainName),
                    null);
        }
    }

    static ZonedMetadata read(Element element, String domainName) {
        try {
            Optional<UUID> uuid = attribute(element, UUID_ATTRIBUTE).map(ZonedMetadata::readUuid);
            List<String> created = readCreated(element.getAttribute(CREATED));
            List<ZonedDevice> devices = new ArrayList<>();
            for (Element device : Elements.children(element, NAMESPACE, DEVICE)) {
                devices.add(readDevice(device));
            }
            requireDistinct(devices);
            return new ZonedMetadata(uuid, attribute(element, OWNER).map(ZonedMetadata::checkOwner), created, devices);
        } catch (InvalidDeviceException | IllegalArgumentException e) {
            throw new InvalidDocumentException(
                    "Cannot read the zoned devices in the metadata of domain '" + domainName + "': " + e.getMessage(),
                    "Correct <zoned:devices> in the domain's <metadata>: "
                            + ShellCommand.of("virsh", "edit", domainName),
                    e);
        }
    }

    /** The same of other devices. The owner goes with the last that needs it. */
    ZonedMetadata of(Optional<UUID> uuid, List<ZonedDevice> others) {
        return new ZonedMetadata(uuid, owner.filter(label -> needOwner(others)), created, others);
    }

    /** The same, if one of the devices needs it, with the owner of their files. */
    ZonedMetadata ownedBy(String label) {
        return new ZonedMetadata(
                domainUuid, needOwner(devices) ? Optional.of(label) : Optional.empty(), created, devices);
    }

    private static boolean needOwner(List<ZonedDevice> devices) {
        return devices.stream()
                .anyMatch(device -> device instanceof NvmeZnsDevice namespace
                        && namespace.rendering() == NvmeRendering.COMMAND_LINE);
    }

    /** What is behind each device, as the element says it, whatever else of it can be read; with the device's name. */
    static Map<String, String> sources(Element element) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Element device : Elements.children(element, NAMESPACE, DEVICE)) {
            String source = device.getAttribute("source");
            names.putIfAbsent(source.replaceFirst("^zbc:", ""), device.getAttribute("name"));
        }
        return names;
    }

    /** The element that {@link #read} makes this record of again. */
    Element write(Document document) {
        Element element = document.createElementNS(NAMESPACE, PREFIX + ":" + DEVICES);
        TreeBuilder.declareNamespace(element, PREFIX, NAMESPACE);
        return fill(element, NAMESPACE, PREFIX + ":");
    }

    /** The same without a namespace: that is said beside it where libvirt is given the record alone. */
    Element writePlain(Document document) {
        return fill(document.createElementNS(null, DEVICES), null, "");
    }

    private Element fill(Element element, String namespace, String prefix) {
        domainUuid.ifPresent(uuid -> TreeBuilder.setAttribute(element, UUID_ATTRIBUTE, uuid.toString()));
        owner.ifPresent(label -> TreeBuilder.setAttribute(element, OWNER, label));
        if (!created.isEmpty()) {
            TreeBuilder.setAttribute(element, CREATED, String.join(" ", created));
        }
        for (ZonedDevice device : devices) {
            Element child = element.getOwnerDocument().createElementNS(namespace, prefix + DEVICE);
            TreeBuilder.setAttribute(child, WAY, device.way().word());
            DeviceWriter.words(device).forEach((word, value) -> TreeBuilder.setAttribute(child, word, value));
            element.appendChild(child);
        }
        return element;
    }

    private static Optional<String> attribute(Element element, String name) {
        return Optional.of(element.getAttribute(name)).filter(text -> !text.isEmpty());
    }

    /** Others would be taken for ours, and go. */
    private static List<String> readCreated(String text) {
        List<String> created = new ArrayList<>(List.of(text.split(" ")));
        created.removeIf(String::isEmpty);
        for (String name : created) {
            if (!Containers.NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "created names '" + name + "', expected " + String.join(", ", Containers.NAMES) + ".");
            }
        }
        return created;
    }

    private static UUID readUuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "uuid is '" + text + "', expected that of the domain that the devices were made for.");
        }
        return UUID.fromString(text);
    }

    private static String checkOwner(String text) {
        if (!OWNER_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("owner is '" + text + "', expected USER:GROUP.");
        }
        return text;
    }

    /** One that is there twice in the same words is a fault that can be repaired. */
    private static void requireDistinct(List<ZonedDevice> devices) {
        Map<DeviceName, ZonedDevice> seen = new HashMap<>();
        for (ZonedDevice device : devices) {
            if (!device.equals(seen.getOrDefault(device.name(), device))) {
                throw new IllegalArgumentException(
                        "device '" + device.name() + "' is there twice, and the two differ.");
            }
            seen.put(device.name(), device);
        }
    }

    private static ZonedDevice readDevice(Element element) {
        Map<String, String> words = new LinkedHashMap<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (attribute.getNamespaceURI() == null) {
                words.put(attribute.getName(), attribute.getValue());
            }
        }
        String way = words.getOrDefault(WAY, "");
        words.remove(WAY);
        ZonedDevice device = READER.fromWords(
                Way.of(way)
                        .orElseThrow(() -> new IllegalArgumentException("way is '" + way + "', expected a known one.")),
                words);
        MissingWord.of(device).ifPresent(word -> {
            throw new IllegalArgumentException(word + "= is missing of device '" + device.name()
                    + "', expected a record with everything filled in.");
        });
        return device;
    }
}
