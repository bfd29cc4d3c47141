package org.virtzoned.device;

import java.util.Optional;

/**
 * The zones of an emulated NVMe Zoned Namespace. Ranges are those of QEMU's {@code hw/nvme/ns.c}.
 *
 * @param zoneSize the distance from one zone's start to the next's
 * @param zoneCapacity how much of a zone can be written, at most {@code zoneSize}
 * @param maxOpen the most zones that can be open at once, at most {@code maxActive}; 0: no limit
 * @param maxActive the most zones that can be open or closed at once; 0: no limit
 * @param crossRead whether a read may cross a zone's boundary
 * @param descriptorExtensionBytes the size of a zone's descriptor extension: 0 to 16320, a multiple of 64
 * @param randomWriteArea the Zone Random Write Areas, if there are any
 */
public record ZoneGeometry(
        ByteSize zoneSize,
        ByteSize zoneCapacity,
        int maxOpen,
        int maxActive,
        boolean crossRead,
        int descriptorExtensionBytes,
        Optional<RandomWriteArea> randomWriteArea) {
    private static final int DESCRIPTOR_EXTENSION_UNIT_BYTES = 64;
    private static final int MAX_DESCRIPTOR_EXTENSION_BYTES = 255 * DESCRIPTOR_EXTENSION_UNIT_BYTES;

    public ZoneGeometry {
        if (zoneCapacity.compareTo(zoneSize) > 0) {
            throw InvalidDeviceException.value("zone-capacity", zoneCapacity, "at most the zone size, " + zoneSize);
        }
        if (maxOpen < 0) {
            throw InvalidDeviceException.value("max-open", maxOpen, "0 (no limit) or more");
        }
        if (maxActive < 0) {
            throw InvalidDeviceException.value("max-active", maxActive, "0 (no limit) or more");
        }
        if (maxActive > 0 && maxOpen > maxActive) {
            throw InvalidDeviceException.value("max-open", maxOpen, "at most max-active, " + maxActive);
        }
        if (descriptorExtensionBytes < 0
                || descriptorExtensionBytes > MAX_DESCRIPTOR_EXTENSION_BYTES
                || descriptorExtensionBytes % DESCRIPTOR_EXTENSION_UNIT_BYTES != 0) {
            throw InvalidDeviceException.value(
                    "descriptor-extension",
                    descriptorExtensionBytes,
                    "0 to " + MAX_DESCRIPTOR_EXTENSION_BYTES + " bytes, a multiple of "
                            + DESCRIPTOR_EXTENSION_UNIT_BYTES);
        }
        if (randomWriteArea.isPresent()
                && maxActive > 0
                && randomWriteArea.get().count() > maxActive) {
            throw InvalidDeviceException.value(
                    "random-write-areas", randomWriteArea.get().count(), "at most max-active, " + maxActive);
        }
    }
}
