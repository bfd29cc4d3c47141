package org.virtzoned.device;

import java.util.Optional;
import org.virtzoned.xml.XmlText;

/**
 * The file behind an emulated NVMe namespace.
 *
 * @param path where it is; absent while it is known only as a volume of libvirt's
 * @param pool the storage pool of the volume, if it is one
 * @param volume the volume's name in that pool
 */
public record NamespaceFile(Optional<SourcePath> path, Optional<String> pool, Optional<String> volume) {
    public NamespaceFile {
        if (pool.isPresent() != volume.isPresent()) {
            throw InvalidDeviceException.missing(
                    pool.isPresent() ? "vol" : "pool", "pool= and vol= together, or neither", null);
        }
        if (path.isEmpty() && volume.isEmpty()) {
            throw InvalidDeviceException.words("it names neither a file, nor pool= and vol=.", null);
        }
        pool.ifPresent(name -> requireObjectName("pool", name));
        volume.ifPresent(name -> requireObjectName("vol", name));
    }

    public static NamespaceFile at(SourcePath path) {
        return new NamespaceFile(Optional.of(path), Optional.empty(), Optional.empty());
    }

    /** The same volume, at the path that libvirt gave it. */
    public NamespaceFile locatedAt(SourcePath volumePath) {
        return new NamespaceFile(Optional.of(volumePath), pool, volume);
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
