package org.virtzoned.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a zoned device, which {@link DeviceReader#fromWords} makes it of again. What is as it would be without
 * its word is left out, but for what shapes the disk.
 */
public final class DeviceWriter implements ZonedDevice.Visitor<Map<String, Object>> {
    /** The word of the source. */
    public static final String SOURCE = DeviceReader.SOURCE;

    private static final DeviceWriter WRITER = new DeviceWriter();

    private DeviceWriter() {}

    /** The words in their canonical order: {@code name} and {@code source} first. */
    public static Map<String, String> words(ZonedDevice device) {
        Map<String, String> words = new LinkedHashMap<>();
        values(device).forEach((word, value) -> words.put(word, text(value)));
        return words;
    }

    /** The same with numbers as {@link Number}, flags as {@link Boolean}, all others as text. */
    public static Map<String, Object> values(ZonedDevice device) {
        return device.accept(WRITER);
    }

    private static String text(Object value) {
        return value instanceof Boolean flag ? (flag ? "yes" : "no") : value.toString();
    }

    @Override
    public Map<String, Object> visit(VirtioScsiDevice device) {
        WordMap words = new WordMap(device);
        device.disk().accept(new SourceWriter(words));
        words.put("driver", device.driver(), ScsiDriver.AUTO);
        return words.map;
    }

    @Override
    public Map<String, Object> visit(VhostScsiDevice device) {
        WordMap words = new WordMap(device);
        device.wwpn().ifPresent(wwpn -> words.put("wwpn", wwpn));
        words.put("target", device.target(), device.name());
        device.tuning().queues().ifPresent(queues -> words.put("queues", queues));
        device.tuning().queueSize().ifPresent(requests -> words.put("queue-size", requests));
        device.tuning().maxTransfer().ifPresent(length -> words.put("max-transfer", length));
        device.backend().accept(new SourceWriter(words));
        return words.map;
    }

    @Override
    public Map<String, Object> visit(VirtioBlkDevice device) {
        WordMap words = new WordMap(device);
        device.disk().accept(new SourceWriter(words));
        return words.map;
    }

    @Override
    public Map<String, Object> visit(NvmeZnsDevice device) {
        WordMap words = new WordMap(device);
        device.file().path().ifPresent(path -> words.put(DeviceReader.SOURCE, path));
        device.file().pool().ifPresent(pool -> words.put("pool", pool));
        device.file().volume().ifPresent(volume -> words.put("vol", volume));
        if (device.file().format() != ImageFormat.RAW || !device.file().hasFormatOfName()) {
            words.put("format", device.file().format());
        }
        words.put("size", device.size());
        device.zones().ifPresentOrElse(zones -> geometry(words, zones), () -> words.flag("zoned", false, true));
        words.put("logical-block-size", device.logicalBlockBytes());
        words.put("physical-block-size", device.physicalBlockBytes(), device.logicalBlockBytes());
        device.uuid().ifPresent(uuid -> words.put("uuid", uuid));
        device.nsid().ifPresent(nsid -> words.put("nsid", nsid));
        controller(words, device);
        words.put("rendering", device.rendering(), NvmeRendering.AUTO);
        words.flag("preallocate", device.preallocate(), false);
        words.flag("reuse", device.reuse(), false);
        return words.map;
    }

    private static void geometry(WordMap words, ZoneGeometry zones) {
        words.put("zone-size", zones.zoneSize());
        words.put("zone-capacity", zones.zoneCapacity(), zones.zoneSize());
        words.put("max-open", zones.maxOpen(), 0);
        words.put("max-active", zones.maxActive(), 0);
        words.flag("cross-read", zones.crossRead(), false);
        words.put("descriptor-extension", zones.descriptorExtensionBytes(), 0);
        zones.randomWriteArea().ifPresent(area -> {
            words.put("random-write-areas", area.count());
            words.put("random-write-area-size", new ByteSize(area.sizeBytes()));
            area.flushGranularityBytes().ifPresent(flush -> words.put("random-write-flush", new ByteSize(flush)));
        });
    }

    private static void controller(WordMap words, NvmeZnsDevice device) {
        NvmeController controller = device.controller();
        words.put("controller", controller.name(), device.name());
        controller.serial().ifPresent(serial -> words.put("serial", serial));
        controller.maxTransferBytes().ifPresent(bytes -> words.put("max-transfer", new ByteSize(bytes)));
        controller.appendLimitBytes().ifPresent(bytes -> words.put("append-limit", new ByteSize(bytes)));
        words.flag("auto-transition", controller.autoTransition(), true);
    }

    private static final class WordMap {
        final Map<String, Object> map = new LinkedHashMap<>();

        WordMap(ZonedDevice device) {
            put("name", device.name());
        }

        void put(String word, Object value) {
            map.put(word, value instanceof Number || value instanceof Boolean ? value : value.toString());
        }

        void put(String word, Object value, Object otherwise) {
            if (!value.equals(otherwise)) {
                put(word, value);
            }
        }

        void flag(String word, boolean value, boolean otherwise) {
            put(word, (Object) value, otherwise);
        }
    }

    private record SourceWriter(WordMap words) implements VhostScsiSource.Visitor<Optional<Void>> {
        @Override
        public Optional<Void> visit(HostDisk disk) {
            words.put(DeviceReader.SOURCE, disk.path());
            disk.wwn().ifPresent(wwn -> words.put("wwn", wwn));
            disk.serial().ifPresent(serial -> words.put("serial", serial));
            disk.address().ifPresent(address -> words.put("address", address));
            disk.size().ifPresent(size -> words.put("size", size));
            disk.zoneSize().ifPresent(zoneSize -> words.put("zone-size", zoneSize));
            disk.maxTransfer().ifPresent(size -> words.put("max-transfer", size));
            return Optional.empty();
        }

        @Override
        public Optional<Void> visit(ZbcDisk disk) {
            words.put(DeviceReader.SOURCE, "zbc:" + disk.path());
            words.put("size", disk.size());
            words.put("zone-size", disk.zoneSize());
            words.put("conventional-zones", disk.conventionalZones());
            words.put("model", disk.model());
            words.put("block-size", disk.blockSize());
            words.put("max-open", disk.maxOpen());
            disk.unitSerial().ifPresent(serial -> words.put("unit-serial", serial));
            words.flag("create", disk.create(), false);
            return Optional.empty();
        }

        @Override
        public Optional<Void> visit(UnmanagedTarget target) {
            words.flag("managed", false, true);
            return Optional.empty();
        }
    }
}
