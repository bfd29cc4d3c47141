package org.virtzoned;

import java.util.Optional;
import org.virtzoned.device.ByteSize;
import org.virtzoned.device.ImageFormat;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.ZbcDisk;
import org.virtzoned.host.BackingFile;
import org.virtzoned.host.FileOwner;
import org.virtzoned.host.FreeSpace;
import org.virtzoned.libvirt.StorageVolumes;
import org.virtzoned.lio.LioProgram;

/**
 * A backing file that a change makes. It is drafted before the domain is defined, so that what can fail fails first, and
 * settled after.
 */
interface NewFile {
    /** What is made, for people. */
    String description();

    /** Where it is going to be. */
    String path();

    /**
     * A warning, where there is less room than it may come to need.
     *
     * @throws org.virtzoned.error.VirtZonedException if there is not what it needs at once
     */
    Optional<String> shortage();

    void draft();

    /** Puts it in its place; called once the domain is defined. */
    void settle();

    /** Takes away what this made, drafted or settled; does nothing where it made nothing. */
    void discard();

    /** A file of this host. */
    record Local(BackingFile file, ImageFormat format, boolean preallocate, Optional<FileOwner> owner)
            implements NewFile {
        @Override
        public String description() {
            return (format == ImageFormat.RAW ? "file " : format + " file ") + file.path() + " of " + file.size();
        }

        @Override
        public String path() {
            return file.path().toString();
        }

        @Override
        public Optional<String> shortage() {
            return file.shortage(preallocate);
        }

        @Override
        public void draft() {
            file.draft(format, preallocate, owner);
        }

        @Override
        public void settle() {
            file.settle();
        }

        @Override
        public void discard() {
            file.discard();
        }
    }

    /** The file of an emulated ZBC disk, on this host. */
    record Zbc(BackingFile file, ZbcDisk disk, LioProgram program) implements NewFile {
        @Override
        public String description() {
            return "ZBC file " + file.path() + " of " + file.size();
        }

        @Override
        public String path() {
            return file.path().toString();
        }

        @Override
        public Optional<String> shortage() {
            return file.shortage(false);
        }

        @Override
        public void draft() {
            file.draft(draft -> program.format(draft, disk));
        }

        @Override
        public void settle() {
            file.settle();
        }

        @Override
        public void discard() {
            file.discard();
        }
    }

    /** A volume of a storage pool. Nothing is in its place when it is made: libvirt refuses otherwise. */
    final class Volume implements NewFile {
        private final StorageVolumes volumes;
        private final String pool;
        private final String name;
        private final SourcePath expectedPath;
        private final ByteSize size;
        private final ImageFormat format;
        private final boolean preallocate;
        private final Optional<String> owner;
        private boolean made;

        Volume(
                StorageVolumes volumes,
                String pool,
                String name,
                SourcePath expectedPath,
                ByteSize size,
                ImageFormat format,
                boolean preallocate,
                Optional<String> owner) {
            this.volumes = volumes;
            this.pool = pool;
            this.name = name;
            this.expectedPath = expectedPath;
            this.size = size;
            this.format = format;
            this.preallocate = preallocate;
            this.owner = owner;
        }

        @Override
        public String description() {
            return "volume " + name + " of " + size + " in pool " + pool;
        }

        @Override
        public String path() {
            return expectedPath.text();
        }

        /** One that is allocated at once libvirt refuses itself. */
        @Override
        public Optional<String> shortage() {
            return FreeSpace.shortage("volume " + name, size, "pool '" + pool + "'", volumes.available(pool));
        }

        @Override
        public void draft() {
            StorageVolumes.Volume volume = volumes.create(pool, name, size, format, preallocate, owner);
            made = true;
            if (!volume.path().equals(expectedPath) || volume.capacityBytes() != size.bytes()) {
                throw new ChangeException(
                        "Cannot use volume '" + name + "' in pool '" + pool + "': libvirt made it as " + volume.path()
                                + " of "
                                + volume.capacityBytes() + " bytes, expected " + expectedPath + " of " + size.bytes()
                                + ".",
                        null);
            }
        }

        @Override
        public void settle() {
            // It is in its place.
        }

        @Override
        public void discard() {
            if (made) {
                volumes.delete(pool, name);
                made = false;
            }
        }
    }
}
