package org.virtzoned.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneModel;

/**
 * A block device of the host, such as a logical volume, that an emulated namespace is to be on. The hook has the same
 * rules, in {@code virt_zoned_lio/namespaces.py}.
 */
final class BackingDevice {
    private static final String OTHER = "Choose another device or a file";

    private final SourcePath path;
    private final HostTree host;

    BackingDevice(SourcePath path) {
        this(path, HostTree.THIS);
    }

    BackingDevice(SourcePath path, HostTree host) {
        this.path = path;
        this.host = host;
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

    /** Its folder in sysfs; empty where the path does not lead to a block device. */
    private Optional<Attributes> attributes() {
        return new DeviceNumbers(host)
                .of(path.text())
                .map(number -> new Attributes(host.sys().resolve("dev/block").resolve(number)))
                .filter(folder -> Files.isDirectory(folder.folder()));
    }

    private HostException refused(String reason, String remedy) {
        return new HostException("Cannot use " + path + ": " + reason, remedy);
    }
}
