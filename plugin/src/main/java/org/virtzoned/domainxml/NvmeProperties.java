package org.virtzoned.domainxml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.virtzoned.device.NvmeController;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.ZoneGeometry;

/**
 * The properties of QEMU's {@code nvme} and {@code nvme-ns} devices by their QEMU names, in bytes where they are sizes.
 * Values are {@link Long}, {@link Boolean} or {@link String}.
 */
final class NvmeProperties {
    private NvmeProperties() {}

    /** Without the serial number, which libvirt has an element for. */
    static Map<String, Object> of(NvmeController controller) {
        Map<String, Object> properties = new LinkedHashMap<>();
        controller.maxTransferExponent().ifPresent(mdts -> properties.put("mdts", (long) mdts));
        controller.appendLimitExponent().ifPresent(zasl -> properties.put("zoned.zasl", (long) zasl));
        if (!controller.autoTransition()) {
            properties.put("zoned.auto_transition", false);
        }
        return properties;
    }

    /** Without the namespace's id and its drive. */
    static Map<String, Object> of(NvmeZnsDevice device) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("uuid", device.uuid().orElseThrow().toString());
        properties.put("logical_block_size", (long) device.logicalBlockBytes());
        properties.put("physical_block_size", (long) device.physicalBlockBytes());
        device.zones().ifPresent(zones -> putZones(properties, zones));
        return properties;
    }

    private static void putZones(Map<String, Object> properties, ZoneGeometry zones) {
        properties.put("zoned", true);
        properties.put("zoned.zone_size", zones.zoneSize().bytes());
        properties.put("zoned.zone_capacity", zones.zoneCapacity().bytes());
        properties.put("zoned.max_open", (long) zones.maxOpen());
        properties.put("zoned.max_active", (long) zones.maxActive());
        if (zones.crossRead()) {
            properties.put("zoned.cross_read", true);
        }
        if (zones.descriptorExtensionBytes() > 0) {
            properties.put("zoned.descr_ext_size", (long) zones.descriptorExtensionBytes());
        }
        zones.randomWriteArea().ifPresent(area -> {
            properties.put("zoned.numzrwa", (long) area.count());
            properties.put("zoned.zrwas", area.sizeBytes());
            area.flushGranularityBytes().ifPresent(flush -> properties.put("zoned.zrwafg", flush));
        });
    }
}
