package org.virtzoned.libvirt;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;
import org.virtzoned.xml.Elements;
import org.virtzoned.xml.XmlReader;
import org.virtzoned.xml.XmlWriter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Volumes in libvirt's storage pools, which can be on another host. */
public final class StorageVolumes {
    /** The pools whose volumes are files. */
    private static final Set<String> FILE_POOLS = Set.of("dir", "fs", "netfs");

    private static final Pattern OWNER = Pattern.compile("\\+?([0-9]{1,9}):\\+?([0-9]{1,9})");

    private final NativeConnect connect;

    StorageVolumes(NativeConnect connect) {
        this.connect = connect;
    }

    /**
     * A volume that is there.
     *
     * @param capacityBytes its size for the guest
     * @param allocationBytes what of it takes room on the host: 0 where nothing was written
     * @param backingFile the image that it is an overlay of
     */
    public record Volume(
            SourcePath path, long capacityBytes, long allocationBytes, String format, Optional<String> backingFile) {}

    public Optional<Volume> find(String poolName, String volumeName) {
        return withPool("Cannot look up volume '" + volumeName + "' in pool '" + poolName + "'", poolName, pool -> {
            requireFiles(pool, poolName);
            pool.refresh(0);
            for (String name : pool.listVolumes()) {
                if (name.equals(volumeName)) {
                    return Optional.of(read(pool.storageVolLookupByName(name)));
                }
            }
            return Optional.empty();
        });
    }

    /** Where a volume is, by what libvirt knew of its pool last; empty where it knows of none. */
    public Optional<SourcePath> path(String poolName, String volumeName) {
        return withPool("Cannot look up volume '" + volumeName + "' in pool '" + poolName + "'", poolName, pool -> {
            for (String name : pool.listVolumes()) {
                if (name.equals(volumeName)) {
                    return Optional.of(read(pool.storageVolLookupByName(name)).path());
                }
            }
            return Optional.empty();
        });
    }

    /** What is free in a pool, in bytes. */
    public long available(String poolName) {
        return withPool("Cannot look up pool '" + poolName + "'", poolName, pool -> pool.getInfo().available);
    }

    /** Where a volume of that name will be. */
    public SourcePath futurePath(String poolName, String volumeName) {
        return withPool("Cannot look up pool '" + poolName + "'", poolName, pool -> {
            Element root = XmlReader.read(pool.getXMLDesc(0)).getDocumentElement();
            String folder = Elements.child(root, "target")
                    .flatMap(target -> Elements.child(target, "path"))
                    .map(Element::getTextContent)
                    .orElseThrow();
            return new SourcePath(folder + "/" + volumeName);
        });
    }

    /**
     * Creates a volume.
     *
     * @param preallocate whether its blocks are allocated at once
     * @param owner the user and group it is given to, as libvirt's DAC labels say them by number ({@code
     *     +64055:+64055}); empty leaves it to libvirt, which gives it to the daemon's own
     * @throws LibvirtFailure also where a volume of that name is there
     */
    public Volume create(
            String poolName,
            String volumeName,
            ByteSize size,
            ImageFormat format,
            boolean preallocate,
            Optional<String> owner) {
        String act = "Cannot create volume '" + volumeName + "' in pool '" + poolName + "'";
        Document document = document(volumeName, size, format, preallocate);
        owner.ifPresent(label -> permissions(act, document, label));
        String xml = XmlWriter.write(document, 256);
        return withPool(act, poolName, pool -> read(pool.storageVolCreateXML(xml, 0)));
    }

    public void delete(String poolName, String volumeName) {
        withPool("Cannot delete volume '" + volumeName + "' in pool '" + poolName + "'", poolName, pool -> {
            StorageVol volume = pool.storageVolLookupByName(volumeName);
            try {
                volume.delete(0);
            } finally {
                volume.free();
            }
            return null;
        });
    }

    private static Document document(String name, ByteSize size, ImageFormat format, boolean preallocate) {
        Document document =
                XmlReader.read("<volume><name/><capacity/><allocation/>" + "<target><format/></target></volume>");
        Element root = document.getDocumentElement();
        Elements.child(root, "target")
                .flatMap(target -> Elements.child(target, "format"))
                .orElseThrow()
                .setAttribute("type", format.toString());
        Elements.child(root, "name").orElseThrow().setTextContent(name);
        Elements.child(root, "capacity").orElseThrow().setTextContent(Long.toString(size.bytes()));
        Elements.child(root, "allocation")
                .orElseThrow()
                .setTextContent(preallocate ? Long.toString(size.bytes()) : "0");
        return document;
    }

    /** What an argument of QEMU's names libvirt gives to nobody when the guest starts. */
    private static void permissions(String act, Document document, String label) {
        Matcher matcher = OWNER.matcher(label);
        if (!matcher.matches()) {
            throw LibvirtFailure.of(
                    act,
                    "QEMU's user and group are '" + label + "', expected numbers: a pool can be on another host.",
                    "Say them by number in the domain's <seclabel>, such as +64055:+64055.");
        }
        Element permissions = document.createElementNS(null, "permissions");
        append(permissions, "mode", "0600");
        append(permissions, "owner", matcher.group(1));
        append(permissions, "group", matcher.group(2));
        Elements.child(document.getDocumentElement(), "target").orElseThrow().appendChild(permissions);
    }

    private static void append(Element parent, String name, String text) {
        Element child = parent.getOwnerDocument().createElementNS(null, name);
        child.setTextContent(text);
        parent.appendChild(child);
    }

    private static void requireFiles(StoragePool pool, String name) throws LibvirtException {
        String type = XmlReader.read(pool.getXMLDesc(0)).getDocumentElement().getAttribute("type");
        if (!FILE_POOLS.contains(type)) {
            throw LibvirtFailure.of(
                    "Cannot use pool '" + name + "'",
                    "its type is '" + type + "', expected one whose volumes are files: dir, fs or netfs.",
                    "Name a logical volume or a disk by its path: --nvme-zns /dev/VOLUME-GROUP/NAME,….");
        }
    }

    private static Volume read(StorageVol volume) throws LibvirtException {
        try {
            Element root = XmlReader.read(volume.getXMLDesc(0)).getDocumentElement();
            String format = Elements.child(root, "target")
                    .map(target -> Elements.childAttribute(target, "format", "type"))
                    .orElse("");
            return new Volume(
                    new SourcePath(volume.getPath()),
                    volume.getInfo().capacity,
                    volume.getInfo().allocation,
                    format,
                    Elements.child(root, "backingStore")
                            .flatMap(store -> Elements.child(store, "path"))
                            .map(Element::getTextContent));
        } finally {
            volume.free();
        }
    }

    private <T> T withPool(String act, String poolName, PoolCall<T> poolCall) {
        return LibvirtCall.of(act, () -> {
            StoragePool pool = connect.storagePoolLookupByName(poolName);
            try {
                return poolCall.apply(pool);
            } finally {
                pool.free();
            }
        });
    }

    @FunctionalInterface
    private interface PoolCall<T> {
        T apply(StoragePool pool) throws LibvirtException;
    }
}
