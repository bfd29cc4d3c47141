package org.virtzoned.device;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A ZBC disk that tcmu-runner's {@code zbc} handler emulates on a file. Its zones persist in that file.
 *
 * <p>Ranges are those of tcmu-runner's {@code file_zbc.c}.
 *
 * @param path the backing file; tcmu-runner's configuration string holds no {@code :} and {@code ,}, no blanks at its end,
 *     and at most 255 bytes
 * @param size a multiple of the zone size
 * @param zoneSize a power of two, at least 1 MiB
 * @param conventionalZones 0 up to one less than all zones
 * @param blockSize 512 or 4096 bytes
 * @param maxOpen the most zones that can be open at once, at least 1
 * @param unitSerial LIO's unit serial, from which the disk's WWN follows; absent until it is derived for a domain
 * @param create whether the hook may format the file at the first start ({@code create=yes})
 */
public record ZbcDisk(
        SourcePath path,
        ByteSize size,
        ByteSize zoneSize,
        int conventionalZones,
        ZoneModel model,
        int blockSize,
        int maxOpen,
        Optional<UUID> unitSerial,
        boolean create)
        implements VirtioScsiSource, VhostScsiSource {
    /** tcmu-runner's own default of {@code open-N}. */
    public static final int DEFAULT_MAX_OPEN = 128;

    /** What {@code tcmu-runner} takes of a configuration string, in bytes: the kernel's {@code TCMU_CONFIG_LEN} less its NUL. */
    private static final int MAX_CONFIGURATION_BYTES = 255;

    private static final String HANDLER = "zbc/";

    public ZbcDisk {
        if (path.isDevice()) {
            throw InvalidDeviceException.value(
                    "path",
                    path,
                    "a regular file: tcmu-runner emulates ZBC disks on files only",
                    "Take a file, such as zbc:z0.raw; or attach the disk itself, if it is zoned, without 'zbc:'.");
        }
        // Cut there, another file's name would be left, and that file be formatted (target_core_user.c, rtslib).
        char last = path.text().charAt(path.text().length() - 1);
        if (path.text().indexOf(':') >= 0 || path.text().indexOf(',') >= 0 || Character.isSpaceChar(last)) {
            throw InvalidDeviceException.value(
                    "path", path, "a path without ':', ',' and blanks at its end, which tcmu-runner cannot take");
        }
        if ((HANDLER + path).getBytes(StandardCharsets.UTF_8).length > MAX_CONFIGURATION_BYTES) {
            throw InvalidDeviceException.value(
                    "path",
                    path,
                    "at most " + (MAX_CONFIGURATION_BYTES - HANDLER.length())
                            + " bytes, which is what tcmu-runner can take");
        }
        if (!zoneSize.isPowerOfTwo() || zoneSize.bytes() < 1 << 20) {
            throw InvalidDeviceException.value("zone-size", zoneSize, "a power of two of at least 1M");
        }
        if (!size.isMultipleOf(zoneSize.bytes())) {
            throw InvalidDeviceException.value("size", size, "a multiple of the zone size, " + zoneSize);
        }
        long zones = size.bytes() / zoneSize.bytes();
        if (conventionalZones < 0 || conventionalZones >= zones) {
            throw InvalidDeviceException.value(
                    "conventional-zones",
                    conventionalZones,
                    "0 to " + (zones - 1) + " (the disk has " + zones + " zones)");
        }
        if (blockSize != 512 && blockSize != 4096) {
            throw InvalidDeviceException.value("block-size", blockSize, "512 or 4096");
        }
        if (maxOpen < 1) {
            throw InvalidDeviceException.value("max-open", maxOpen, "at least 1");
        }
    }

    /** The emulated disk behind a device; empty where there is another, or none. */
    public static Optional<ZbcDisk> of(ZonedDevice device) {
        Object source = device instanceof VirtioScsiDevice virtio
                ? virtio.disk()
                : device instanceof VhostScsiDevice vhost ? vhost.backend() : null;
        return source instanceof ZbcDisk disk ? Optional.of(disk) : Optional.empty();
    }

    public long zones() {
        return size.bytes() / zoneSize.bytes();
    }

    /** How many zones can be open at once in the disk that tcmu-runner makes: at most half of the sequential ones. */
    public long openZones() {
        long half = (zones() - conventionalZones) / 2;
        return maxOpen >= half ? Math.max(1, half) : maxOpen;
    }

    public ZbcDisk withUnitSerial(UUID serial) {
        return new ZbcDisk(
                path, size, zoneSize, conventionalZones, model, blockSize, maxOpen, Optional.of(serial), create);
    }

    @Override
    public String description() {
        return path.text();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
