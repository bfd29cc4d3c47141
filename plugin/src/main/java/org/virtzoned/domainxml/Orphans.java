package org.virtzoned.domainxml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.DeviceReader;
import org.virtzoned.device.HostDisk;
import org.virtzoned.device.InvalidDeviceException;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.Way;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.xml.Elements;
import org.w3c.dom.Element;

/**
 * Finds what a domain has of ours without a record, and makes devices of it again.
 *
 * <p>Controllers and root ports that nothing is on do not count: some stay after their devices on purpose.
 */
final class Orphans {
    private static final String NAMESPACE_ENDING = "-ns";
    private static final String CONTROLLER_DRIVER = "nvme";
    private static final String NAMESPACE_DRIVER = "nvme-ns";

    /** The WWN of an emulated ZBC disk begins so: the link to it says nothing of its file. */
    private static final String LIO_DISK = "/dev/disk/by-id/wwn-0x6001405";

    private static final long PAGE_BYTES = 4096;

    /** Of a namespace whose size is yet to be found out: a multiple of most zone sizes, for as many zones as any limit. */
    private static final ByteSize LARGE = ByteSize.parse("1048576T");

    private static final DeviceReader READER = new DeviceReader(
            name -> {
                throw new IllegalArgumentException("no element names a profile");
            },
            "",
            "");

    private final DomainDocument domain;
    private final DeviceParts parts;
    private final Set<String> recorded;
    private final Set<String> names;
    private final Function<NamespaceFile, OptionalLong> sizes;

    /**
     * @param recorded the devices that the domain records
     * @param sizes the size of a namespace on a file, empty where that cannot be found out
     */
    Orphans(DomainDocument domain, List<ZonedDevice> recorded, Function<NamespaceFile, OptionalLong> sizes) {
        this.domain = domain;
        this.parts = DeviceParts.of(domain.root());
        this.recorded = DeviceIdentifiers.of(recorded);
        this.names = recorded.stream().map(device -> device.name().text()).collect(Collectors.toSet());
        this.sizes = sizes;
    }

    /** In the order of the document. */
    List<Orphan> all() {
        List<Orphan> orphans = new ArrayList<>();
        for (String identifier : parts.identifiers()) {
            Element part = parts.of(identifier).get(0);
            if (recorded.contains(identifier)) {
                continue;
            }
            if (Elements.is(part, QemuNamespace.URI, "arg")) {
                namespaceName(identifier, argument(identifier)).ifPresent(name -> orphans.add(namespace(name)));
            } else if (identifier.startsWith(Alias.PREFIX) && !part.getTagName().equals("controller")) {
                orphans.add(element(identifier, part));
            }
        }
        return orphans;
    }

    /** Users may have chosen ids that begin like ours: a namespace of ours is on our controller and has our drive. */
    private static Optional<String> namespaceName(String identifier, QemuArgument argument) {
        String name = without(identifier.replaceFirst("^" + Alias.QEMU_PREFIX, ""), NAMESPACE_ENDING);
        boolean ours = argument.value().equals(NAMESPACE_DRIVER)
                && identifier.equals(Alias.QEMU_PREFIX + name + NAMESPACE_ENDING)
                && argument.properties().getOrDefault("drive", "").equals(Alias.QEMU_PREFIX + name)
                && argument.properties().getOrDefault("bus", "").startsWith(Alias.QEMU_PREFIX);
        return ours ? Optional.of(name) : Optional.empty();
    }

    private static String without(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    private QemuArgument argument(String identifier) {
        return parts.of(identifier).stream()
                .findFirst()
                .map(part -> QemuArgument.read(part.getAttribute("value")))
                .orElseGet(() -> new QemuArgument("", "", Map.of()));
    }

    private Orphan namespace(String name) {
        QemuArgument namespace = argument(Alias.QEMU_PREFIX + name + NAMESPACE_ENDING);
        QemuArgument file = argument(Alias.QEMU_PREFIX + name);
        String controllerId = namespace.properties().getOrDefault("bus", "");
        QemuArgument controller = argument(controllerId);
        Set<String> identifiers = new TreeSet<>(List.of(
                Alias.QEMU_PREFIX + name,
                Alias.QEMU_PREFIX + name + NAMESPACE_ENDING,
                controllerId,
                without(controllerId, Alias.CONTROLLER_ENDING) + Alias.PORT_ENDING));
        identifiers.removeIf(identifier -> recorded.contains(identifier) || !parts.has(identifier));
        if (file.value().isEmpty() || controller.value().isEmpty()) {
            String lacking = file.value().isEmpty() ? "file" : "controller";
            return unknown(name, identifiers, "the argument for its " + lacking + " is missing");
        }
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", name);
        words.put("source", file.properties().getOrDefault("file.filename", ""));
        words.put("rendering", "commandline");
        words.put("nsid", namespace.properties().getOrDefault("nsid", ""));
        words.put(
                "controller", without(controllerId.replaceFirst("^" + Alias.QEMU_PREFIX, ""), Alias.CONTROLLER_ENDING));
        words.put("serial", controller.properties().getOrDefault("serial", ""));
        words.put("preallocate", file.properties().containsKey("discard") ? "no" : "yes");
        words.put("format", file.value());
        putController(words, controller.properties());
        putNamespace(words, namespace.properties());
        return sized(name, identifiers, words);
    }

    private Orphan element(String alias, Element element) {
        String name = alias.substring(Alias.PREFIX.length());
        Set<String> identifiers = Set.of(alias);
        String source = Elements.childAttribute(element, "source", "dev");
        String bus = Elements.childAttribute(element, "target", "bus");
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", name);
        words.put("source", source);
        if (element.getTagName().equals("disk") && bus.equals("virtio")) {
            return read(Way.VIRTIO_BLK, name, identifiers, words);
        }
        if (element.getTagName().equals("disk") && bus.equals("nvme")) {
            return nativeNamespace(name, identifiers, element, words);
        }
        if (element.getTagName().equals("disk") && bus.equals("scsi")) {
            if (source.startsWith(LIO_DISK)) {
                return unknown(name, identifiers, "which file is behind " + source + " does not stand in the domain");
            }
            controllerOf(element, "scsi")
                    .map(controller -> Elements.childAttribute(controller, "driver", "max_sectors"))
                    .filter(sectors -> !sectors.isEmpty())
                    .ifPresent(sectors ->
                            words.put("max-transfer", Elements.number(sectors) * (long) HostDisk.SECTOR_BYTES + "B"));
            return read(Way.VIRTIO_SCSI, name, identifiers, words);
        }
        String wwpn = Elements.childAttribute(element, "source", "wwpn");
        return unknown(
                name,
                identifiers,
                wwpn.isEmpty()
                        ? "which disk it is does not stand in the domain"
                        : "which disk or file is behind the target " + wwpn + " does not stand in the domain");
    }

    private Orphan nativeNamespace(String name, Set<String> identifiers, Element disk, Map<String, String> words) {
        Optional<Element> controller = controllerOf(disk, CONTROLLER_DRIVER)
                .filter(found -> DeviceParts.aliasOf(found).startsWith(Alias.PREFIX));
        Map<String, String> properties = override(Alias.PREFIX + name);
        if (controller.isEmpty() || properties.isEmpty()) {
            return unknown(
                    name,
                    identifiers,
                    controller.isEmpty()
                            ? "its controller is missing"
                            : "its <qemu:override>, which has the size of its zones, is missing");
        }
        String alias = DeviceParts.aliasOf(controller.get());
        String file = Elements.childAttribute(disk, "source", "file");
        words.put("source", file.isEmpty() ? Elements.childAttribute(disk, "source", "dev") : file);
        words.put("format", Elements.childAttribute(disk, "driver", "type"));
        words.put("rendering", "native");
        words.put("nsid", Integer.toString(Elements.number(Elements.childAttribute(disk, "address", "unit")) + 1));
        words.put("controller", without(alias.substring(Alias.PREFIX.length()), Alias.CONTROLLER_ENDING));
        words.put(
                "serial",
                Elements.child(controller.get(), "serial")
                        .map(Element::getTextContent)
                        .orElse("")
                        .strip());
        words.put(
                "preallocate",
                Elements.childAttribute(disk, "driver", "discard").equals("unmap") ? "no" : "yes");
        putController(words, override(alias));
        putNamespace(words, properties);
        return sized(name, identifiers, words);
    }

    private Optional<Element> controllerOf(Element disk, String type) {
        String index = Elements.childAttribute(disk, "address", "controller");
        return domain.deviceElements("controller").stream()
                .filter(controller -> controller.getAttribute("type").equals(type)
                        && controller.getAttribute("index").equals(index))
                .findFirst();
    }

    private Map<String, String> override(String alias) {
        return parts.of(Occupied.overrideOf(alias)).stream()
                .findFirst()
                .map(PartAlignment::propertiesOf)
                .orElse(Map.of());
    }

    private static void putController(Map<String, String> words, Map<String, String> properties) {
        putPages(words, "max-transfer", properties.get("mdts"));
        putPages(words, "append-limit", properties.get("zoned.zasl"));
        put(words, "auto-transition", properties.get("zoned.auto_transition"), "");
    }

    /** An exponent of pages; 0 is QEMU's "none". */
    private static void putPages(Map<String, String> words, String word, String exponent) {
        int pages = exponent == null ? 0 : Elements.number(exponent);
        if (pages > 0 && pages < 40) {
            words.put(word, (PAGE_BYTES << pages) + "B");
        }
    }

    private static void putNamespace(Map<String, String> words, Map<String, String> properties) {
        put(words, "uuid", properties.get("uuid"), "");
        put(words, "logical-block-size", properties.get("logical_block_size"), "");
        put(words, "physical-block-size", properties.get("physical_block_size"), "");
        if (!PartAlignment.normalized(properties.getOrDefault("zoned", "off")).equals("on")) {
            words.put("zoned", "no");
            return;
        }
        put(words, "zone-size", properties.get("zoned.zone_size"), "B");
        put(words, "zone-capacity", properties.get("zoned.zone_capacity"), "B");
        put(words, "max-open", properties.get("zoned.max_open"), "");
        put(words, "max-active", properties.get("zoned.max_active"), "");
        put(words, "cross-read", properties.get("zoned.cross_read"), "");
        put(words, "descriptor-extension", properties.get("zoned.descr_ext_size"), "");
        put(words, "random-write-areas", properties.get("zoned.numzrwa"), "");
        put(words, "random-write-area-size", properties.get("zoned.zrwas"), "B");
        put(words, "random-write-flush", properties.get("zoned.zrwafg"), "B");
    }

    /** @param unit of a size, which QEMU takes without one for bytes */
    private static void put(Map<String, String> words, String word, String value, String unit) {
        if (value != null && !(unit.equals("B") && value.equals("0"))) {
            String text = PartAlignment.normalized(value);
            words.put(word, text + (text.chars().allMatch(Character::isDigit) ? unit : ""));
        }
    }

    /** Its size stands nowhere but in what is behind it. */
    private Orphan sized(String name, Set<String> identifiers, Map<String, String> words) {
        words.put("size", LARGE.toString());
        Orphan unsized = read(Way.NVME_ZNS, name, identifiers, words);
        if (unsized.device().isEmpty()) {
            return unsized;
        }
        NvmeZnsDevice namespace = (NvmeZnsDevice) unsized.device().get();
        NamespaceFile file = namespace.file();
        OptionalLong size = sizes.apply(file);
        if (size.isEmpty()) {
            return unknown(
                    name,
                    identifiers,
                    "its size follows from its file " + file.description() + ", which cannot be read");
        }
        // QEMU does not use a part of a block device that is smaller than a zone.
        long zone = namespace.zones().map(zones -> zones.zoneSize().bytes()).orElse(1L);
        words.put("size", size.getAsLong() / zone * zone + "B");
        return read(Way.NVME_ZNS, name, identifiers, words);
    }

    private Orphan read(Way way, String name, Set<String> identifiers, Map<String, String> words) {
        words.values().removeIf(String::isEmpty);
        if (names.contains(name)) {
            return unknown(name, identifiers, "another device of the record has its name");
        }
        try {
            ZonedDevice device = READER.fromWords(way, words);
            return MissingWord.of(device)
                    .map(word -> unknown(name, identifiers, "its " + word + " does not stand in the domain"))
                    .orElseGet(() -> new Orphan(name, identifiers, Optional.of(device), ""));
        } catch (InvalidDeviceException e) {
            return unknown(name, identifiers, e.getMessage().replaceFirst("\\.$", ""));
        }
    }

    private static Orphan unknown(String name, Set<String> identifiers, String reason) {
        return new Orphan(name, identifiers, Optional.empty(), reason);
    }
}
