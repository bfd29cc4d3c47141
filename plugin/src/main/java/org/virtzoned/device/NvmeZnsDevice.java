package org.virtzoned.device;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An NVMe namespace that QEMU emulates on a file or a block device: a zoned one, or a conventional one beside it on the same
 * controller.
 *
 * <p>QEMU keeps the state of the zones in memory only: after QEMU restarts every zone is empty (a reboot of the guest
 * keeps them).
 *
 * <p>Ranges are those of QEMU's {@code hw/nvme/ns.c} and {@code hw/block/block.c}.
 *
 * @param file the backing file or block device
 * @param size the namespace's size, and the file's; of qcow2 its virtual size. Of a zoned namespace a multiple of its zone size
 * @param zones the zones; absent for a conventional namespace ({@code zoned=no})
 * @param logicalBlockBytes 512 bytes to 2 MiB, a power of two
 * @param physicalBlockBytes {@code logicalBlockBytes} to 2 MiB, a power of two
 * @param uuid the namespace's UUID, which links in the guest are named for; absent until it is derived for a domain
 * @param nsid the namespace's id on its controller, 1 to 256; absent until a free one is taken
 * @param controller the controller that it is on
 * @param rendering how it stands in the domain's XML
 * @param preallocate whether the file's blocks are allocated when it is made
 * @param reuse whether an existing file, whose content may be lost, is taken
 */
public record NvmeZnsDevice(
        DeviceName name,
        NamespaceFile file,
        ByteSize size,
        Optional<ZoneGeometry> zones,
        int logicalBlockBytes,
        int physicalBlockBytes,
        Optional<UUID> uuid,
        OptionalInt nsid,
        NvmeController controller,
        NvmeRendering rendering,
        boolean preallocate,
        boolean reuse)
        implements ZonedDevice {
    /** QEMU's NVME_MAX_NAMESPACES. */
    public static final int MAX_NSID = 256;

    public static final int DEFAULT_BLOCK_BYTES = 512;
    private static final int MAX_BLOCK_BYTES = 2 << 20;

    public NvmeZnsDevice {
        requireBlockSize("logical-block-size", logicalBlockBytes, DEFAULT_BLOCK_BYTES);
        requireBlockSize("physical-block-size", physicalBlockBytes, logicalBlockBytes);
        if (nsid.isPresent() && (nsid.getAsInt() < 1 || nsid.getAsInt() > MAX_NSID)) {
            throw InvalidDeviceException.value("nsid", nsid.getAsInt(), "1 to " + MAX_NSID);
        }
        requireMultiple("size", size, logicalBlockBytes, "logical block size");
        if (zones.isPresent()) {
            requireGeometry(zones.get(), size, logicalBlockBytes);
        }
    }

    /** The same request on a volume whose path is known by now. */
    public NvmeZnsDevice onFile(NamespaceFile located) {
        return with(located, uuid, rendering);
    }

    /** A request for the like on another file, with what follows from the domain left open. */
    public NvmeZnsDevice unidentified(NamespaceFile other) {
        return with(other, Optional.empty(), rendering);
    }

    /** The same in another form. */
    public NvmeZnsDevice in(NvmeRendering other) {
        return with(file, uuid, other);
    }

    private NvmeZnsDevice with(NamespaceFile otherFile, Optional<UUID> otherUuid, NvmeRendering otherRendering) {
        return new NvmeZnsDevice(
                name,
                otherFile,
                size,
                zones,
                logicalBlockBytes,
                physicalBlockBytes,
                otherUuid,
                nsid,
                controller,
                otherRendering,
                preallocate,
                reuse);
    }

    /** The device with all that the request left open; how its file came to be is no part of it. */
    public NvmeZnsDevice resolved(
            NamespaceFile located,
            UUID namespaceUuid,
            int namespaceId,
            NvmeController identifiedController,
            NvmeRendering chosenRendering) {
        return new NvmeZnsDevice(
                name,
                located,
                size,
                zones,
                logicalBlockBytes,
                physicalBlockBytes,
                Optional.of(namespaceUuid),
                OptionalInt.of(namespaceId),
                identifiedController,
                chosenRendering,
                preallocate,
                false);
    }

    @Override
    public Way way() {
        return Way.NVME_ZNS;
    }

    @Override
    public String source() {
        return file.description();
    }

    @Override
    public Optional<SourcePath> backingFile() {
        return file.path();
    }

    @Override
    public boolean keepsZones() {
        return zones.isEmpty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    private static void requireGeometry(ZoneGeometry zones, ByteSize size, int blockBytes) {
        requireMultiple("zone-size", zones.zoneSize(), blockBytes, "logical block size");
        requireMultiple("zone-capacity", zones.zoneCapacity(), blockBytes, "logical block size");
        if (!size.isMultipleOf(zones.zoneSize().bytes())) {
            throw InvalidDeviceException.value(
                    "size",
                    size,
                    "a multiple of the zone size, " + zones.zoneSize(),
                    "QEMU would drop the partial last zone. " + nearest(size, zones.zoneSize()));
        }
        long count = size.bytes() / zones.zoneSize().bytes();
        requireAtMost("max-open", zones.maxOpen(), count);
        requireAtMost("max-active", zones.maxActive(), count);
        zones.randomWriteArea().ifPresent(area -> {
            long flush = area.flushGranularityBytes().orElse(blockBytes);
            if (area.sizeBytes() % blockBytes != 0 || flush % blockBytes != 0 || area.sizeBytes() % flush != 0) {
                throw InvalidDeviceException.value(
                        "random-write-area-size",
                        new ByteSize(area.sizeBytes()),
                        "a multiple of random-write-flush, " + new ByteSize(flush)
                                + ", and that of the logical block size");
            }
        });
    }

    private static String nearest(ByteSize size, ByteSize zoneSize) {
        long zones = size.bytes() / zoneSize.bytes();
        return zones == 0
                ? "The smallest size is " + zoneSize + "."
                : "The next smaller size is " + new ByteSize(zones * zoneSize.bytes()) + ".";
    }

    private static void requireAtMost(String property, int zones, long count) {
        if (zones > count) {
            throw InvalidDeviceException.value(property, zones, "at most the number of zones, " + count);
        }
    }

    private static void requireBlockSize(String property, int bytes, int least) {
        if (Integer.bitCount(bytes) != 1 || bytes < least || bytes > MAX_BLOCK_BYTES) {
            throw InvalidDeviceException.value(
                    property, bytes, "a power of two from " + least + " to " + MAX_BLOCK_BYTES);
        }
    }

    private static void requireMultiple(String property, ByteSize size, int unit, String unitName) {
        if (!size.isMultipleOf(unit)) {
            throw InvalidDeviceException.value(property, size, "a multiple of the " + unitName + ", " + unit);
        }
    }
}
