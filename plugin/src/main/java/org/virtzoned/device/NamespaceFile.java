package org.virtzoned.device;

import java.util.Optional;
import org.virtzoned.xml.XmlText;

/**
 * The file behind an emulated NVMe namespace, or the host's block device, such as a logical volume.
 *
 * @param path where it is; absent while it is known only as a volume of libvirt's
 * @param pool the storage pool of the volume, if it is one
 * @param volume the volume's name in that pool
 * @param format of the file; a block device is {@link ImageFormat#RAW}
 */
public record NamespaceFile(
        Optional<SourcePath> path, Optional<String> pool, Optional<String> volume, ImageFormat format) {
    public NamespaceFile {
        if (pool.isPresent() != volume.isPresent()) {
            throw InvalidDeviceException.missing(
                    pool.isPresent() ? "vol" : "pool", "pool= and vol= together, or neither", null);
        }
        if (path.isEmpty() && volume.isEmpty()) {
            throw InvalidDeviceException.words("it names neither a file, nor pool= and vol=.", null);
        }
        if (format != ImageFormat.RAW && path.filter(SourcePath::isDevice).isPresent()) {
            throw InvalidDeviceException.value("format", format, "raw for a block device");
        }
        pool.ifPresent(name -> requireObjectName("pool", name));
        volume.ifPresent(name -> requireObjectName("vol", name));
    }

    /** The raw file, or the block device, at a path. */
    public static NamespaceFile at(SourcePath path) {
        return new NamespaceFile(Optional.of(path), Optional.empty(), Optional.empty(), ImageFormat.RAW);
    }

    /** The same, at another path. */
    public NamespaceFile movedTo(SourcePath other) {
        return new NamespaceFile(Optional.of(other), pool, volume, format);
    }

    /** The same volume, at the path that libvirt gave it. */
    public NamespaceFile locatedAt(SourcePath volumePath) {
        return movedTo(volumePath);
    }

    /** Whether it is a block device of the host. */
    public boolean isDevice() {
        return path.filter(SourcePath::isDevice).isPresent();
    }

    /** The name that its format follows from where none is given. */
    static String formatName(Optional<SourcePath> path, Optional<String> volume) {
        return path.map(SourcePath::text).or(() -> volume).orElse("");
    }

    /** Whether its format follows from its name. */
    boolean hasFormatOfName() {
        return ImageFormat.ofName(formatName(path, volume)).equals(Optional.of(format));
    }

    /** The path, or {@code POOL/VOLUME} before libvirt was asked for it. */
    public String description() {
        return path.map(SourcePath::text).orElseGet(() -> pool.orElseThrow() + "/" + volume.orElseThrow());
    }

    /** What the namespace's name follows from: known before and after libvirt was asked for the path. */
    String identity() {
        return volume.map(name -> pool.orElseThrow() + "/" + name).orElseGet(this::description);
    }

    private static void requireObjectName(String property, String name) {
        if (name.isEmpty()
                || name.indexOf('/') >= 0
                || name.chars().anyMatch(Character::isISOControl)
                || !XmlText.isAllowed(name)) {
            throw InvalidDeviceException.value(property, name, "a name without '/' and control characters");
        }
    }
}
