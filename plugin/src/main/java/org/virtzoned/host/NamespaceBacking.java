package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.NamespaceFile;
import org.virtzoned.device.NvmeZnsDevice;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZoneGeometry;
import org.virtzoned.error.FileFailure;

/**
 * What is behind an emulated namespace and is there already: a raw file, a qcow2 image or a block device. Nothing of it is
 * changed to fit. The hook has the same rules, in {@code virt_zoned_lio/namespaces.py}.
 */
public final class NamespaceBacking {
    private static final String OTHER_FILE = "Choose another file";

    private NamespaceBacking() {}

    /**
     * Accepts what is recorded as the namespace's.
     *
     * @throws HostException if it is not there, or the namespace could not be on it
     */
    public static void requireUsable(NvmeZnsDevice namespace) {
        if (namespace.file().isDevice()) {
            new BackingDevice(namespace.file().path().orElseThrow())
                    .requireUsable(namespace.size(), namespace.zones().map(ZoneGeometry::zoneSize));
        } else if (namespace.file().format() == ImageFormat.QCOW2) {
            requireQcow2(path(namespace), namespace.size());
        } else {
            BackingFile.requireUsable(namespace.file().path().orElseThrow(), namespace.size());
        }
    }

    /**
     * Accepts a file or device that is to become the namespace's. What it holds is lost to the guest; but an image in
     * another format is refused: as a raw file its guest would overwrite the header, and with it the image.
     *
     * @throws HostException if it is not there, or the namespace should not be on it
     */
    public static void requireTakeable(NvmeZnsDevice namespace) {
        if (!namespace.file().isDevice() && namespace.file().format() == ImageFormat.RAW) {
            requireNoImage(path(namespace));
        }
        requireUsable(namespace);
        requireUnused(namespace);
    }

    /**
     * Accepts what nothing on this host uses. Of a file that is not known.
     *
     * @throws HostException if something uses the device
     */
    public static void requireUnused(NvmeZnsDevice namespace) {
        if (namespace.file().isDevice()) {
            new BackingDevice(namespace.file().path().orElseThrow()).requireUnused();
        }
    }

    /** The size in bytes of what a namespace can have on it; empty where it is not there, or cannot be read. */
    public static OptionalLong sizeOf(NamespaceFile file) {
        SourcePath path = file.path().orElseThrow();
        try {
            if (file.isDevice()) {
                return new BackingDevice(path).sizeBytes();
            }
            Path regular = Path.of(path.text());
            if (!Files.isRegularFile(regular)) {
                return OptionalLong.empty();
            }
            if (file.format() == ImageFormat.RAW) {
                return OptionalLong.of(Files.size(regular));
            }
            return Qcow2Header.read(regular)
                    .map(header -> OptionalLong.of(header.sizeBytes()))
                    .orElse(OptionalLong.empty());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static Path path(NvmeZnsDevice namespace) {
        return Path.of(namespace.file().path().orElseThrow().text());
    }

    private static void requireNoImage(Path file) {
        try {
            // What is not a regular file is refused in words of its own.
            Optional<String> format = Files.isRegularFile(file) ? ImageSignature.of(file) : Optional.empty();
            if (format.isPresent()) {
                throw new HostException(
                        "Cannot use " + file + ": it is an image in the format " + format.get()
                                + ", expected a raw file.",
                        format.get().equals("qcow2")
                                ? "Add format=qcow2."
                                : OTHER_FILE + ", or convert it: qemu-img convert -O qcow2 " + file + " NEW.qcow2");
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void requireQcow2(Path file, ByteSize size) {
        try {
            if (!Files.isRegularFile(file)) {
                throw BackingFile.notRegular(file);
            }
            Qcow2Header header = Qcow2Header.read(file)
                    .orElseThrow(() -> HostException.unsuitable(
                            file,
                            "it is not a qcow2 image, expected one.",
                            OTHER_FILE + "; or, if it is a raw file, add format=raw."));
            requireAlone(file, header);
            if (header.sizeBytes() != size.bytes()) {
                throw HostException.unsuitable(
                        file,
                        "its virtual size is " + header.sizeBytes() + " bytes, expected " + size.bytes() + " (" + size
                                + ").",
                        "Give its own size=, or another file; it is never changed to fit.");
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Files that an image names reach the guest unlooked at, and QEMU may not be let open them. */
    private static void requireAlone(Path file, Qcow2Header header) {
        String convert = OTHER_FILE + ", or convert it: qemu-img convert -O qcow2 " + file + " NEW.qcow2";
        if (header.encrypted()) {
            throw HostException.unsuitable(file, "it is encrypted, expected an image that is not.", OTHER_FILE + ".");
        }
        if (header.backingFile().isPresent()) {
            throw HostException.unsuitable(
                    file,
                    "it is an overlay of " + header.backingFile().get() + ", expected an image without a backing file.",
                    convert);
        }
        if (header.dataFile().isPresent()) {
            String name = header.dataFile().get();
            throw HostException.unsuitable(
                    file,
                    "its data is in another file" + (name.isEmpty() ? "" : ", " + name)
                            + ", expected an image with its data in itself.",
                    convert);
        }
        if (header.corrupt()) {
            throw new HostException(
                    "Cannot use " + file + ": QEMU marked it as corrupt.", "Repair it: qemu-img check -r all " + file);
        }
    }

    private static HostException failed(Path file, IOException e) {
        return new HostException(
                "Cannot use " + file + ": " + FileFailure.reason(e) + ".",
                e instanceof AccessDeniedException || !Files.isReadable(file) ? "Run it as root." : null,
                e);
    }
}
