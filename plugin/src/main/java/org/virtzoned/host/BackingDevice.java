package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;
import org.virtzoned.linux.ExclusiveOpening;

/**
 * A block device of the host, such as a logical volume, that an emulated namespace is to be on. The hook has the same
 * rules, in {@code virt_zoned_lio/namespaces.py}.
 */
final class BackingDevice {
    private static final String OTHER = "Choose another device or a file";

    private final SourcePath path;
    private final HostTree host;
    private final Predicate<Path> claimed;

    BackingDevice(SourcePath path) {
        this(path, HostTree.THIS, ExclusiveOpening::isRefused);
    }

    /** @param claimed whether something has the device of a node for itself */
    BackingDevice(SourcePath path, HostTree host, Predicate<Path> claimed) {
        this.path = path;
        this.host = host;
        this.claimed = claimed;
    }

    /**
     * Accepts a whole, plain block device of which QEMU makes a namespace of just the size asked for: it cuts a zoned one
     * down to whole zones.
     *
     * @param size the namespace's
     * @param zoneSize empty for a conventional namespace, which is as large as its device
     * @throws HostException if it is not there, or not such a device
     */
    void requireUsable(ByteSize size, Optional<ByteSize> zoneSize) {
        Path node = host.dev().resolve(path.text().substring("/dev/".length()));
        if (!Files.exists(node)) {
            throw refused(
                    "there is no such device.",
                    "Is it plugged in, or its volume group active? A new logical volume: lvcreate -n NAME -L " + size
                            + " VOLUME-GROUP");
        }
        Attributes device = attributes().orElseThrow(() -> refused("it is not a block device.", OTHER + "."));
        if (device.has("partition")) {
            throw refused("it is a partition, expected a whole disk or a logical volume.", OTHER + ".");
        }
        Optional<ZoneModel> model = device.text("queue/zoned").flatMap(ZoneModel::of);
        if (model.isPresent()) {
            throw refused(
                    "it is a zoned device (" + model.get() + "), which needs no emulation.",
                    "Attach it as it is: --virtio-blk " + path);
        }
        long bytes = device.sectors("size").map(ByteSize::bytes).orElse(0L);
        long usable = zoneSize.map(zone -> bytes - bytes % zone.bytes()).orElse(bytes);
        if (usable != size.bytes()) {
            throw refused(
                    "its size is " + bytes + " bytes, expected " + size.bytes() + " (" + size + ")"
                            + (zoneSize.isPresent() ? " and less than a further zone." : "."),
                    usable > 0
                            ? "Give its own size: size=" + new ByteSize(usable) + "; or choose another device."
                            : OTHER + ".");
        }
    }

    /**
     * Accepts a device that nothing on this host uses. Guests that run are the hook's to see.
     *
     * @throws HostException naming the uses
     */
    void requireUnused() {
        Attributes device = attributes().orElseThrow(() -> refused("it is not a block device.", OTHER + "."));
        SysfsDisk disk = new SysfsDisk(Optional.of(device.folder().getFileName().toString()), device);
        List<DiskUse> uses = new DiskUses(host, List.of(), claimed)
                .of(
                        disk,
                        new BlockDeviceNames(Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty());
        if (!uses.isEmpty()) {
            throw refused(
                    "it is not free: " + uses.stream().map(DiskUse::text).collect(Collectors.joining(", ")) + ".",
                    "Free it first, or choose another device.");
        }
    }

    /** Empty where it is not there. */
    OptionalLong sizeBytes() {
        return attributes()
                .flatMap(device -> device.sectors("size"))
                .map(size -> OptionalLong.of(size.bytes()))
                .orElse(OptionalLong.empty());
    }

    /** Its folder in sysfs; empty where the path does not lead to a block device. */
    private Optional<Attributes> attributes() {
        return new DeviceNumbers(host)
                .of(path.text())
                .map(number -> host.sys().resolve("dev/block").resolve(number))
                .filter(Files::isDirectory)
                .map(BackingDevice::real)
                .map(Attributes::new);
    }

    /** The kernel's folder of it, which has its name. */
    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }

    private HostException refused(String reason, String remedy) {
        return new HostException("Cannot use " + path + ": " + reason, remedy);
    }
}
