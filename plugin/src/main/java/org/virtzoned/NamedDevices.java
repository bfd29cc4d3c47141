package org.virtzoned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.virtzoned.device.SourcePath;
import org.virtzoned.device.SourcePaths;
import org.virtzoned.device.ZonedDevice;
import org.virtzoned.error.VirtZonedException;

/**
 * Devices as users name them: by all that attaching takes, a bare name of a file, a relative path, or another name of the same
 * disk.
 *
 * @param paths how sources are read
 * @param local whether the files and disks are this host's
 */
record NamedDevices(SourcePaths paths, boolean local) {
    /**
     * The names of the devices that are meant, each once.
     *
     * @param devices the domain's
     * @return what means none of them stays as it is
     */
    List<String> names(List<ZonedDevice> devices, List<String> wanted) {
        return wanted.stream().map(text -> name(devices, text)).distinct().toList();
    }

    private String name(List<ZonedDevice> devices, String wanted) {
        Set<SourcePath> meanings = paths.meanings(wanted);
        return first(devices, device -> device.name().text().equals(wanted))
                .or(() -> first(devices, device -> device.source().equals(wanted)))
                .or(() -> first(
                        devices,
                        device -> path(device).filter(meanings::contains).isPresent()))
                .or(() -> first(devices, device -> local && meanings.stream().anyMatch(path -> isSame(path, device))))
                .orElse(wanted);
    }

    private static Optional<String> first(List<ZonedDevice> devices, Predicate<ZonedDevice> condition) {
        return devices.stream()
                .filter(condition)
                .map(device -> device.name().text())
                .findFirst();
    }

    /** Empty for a target, and for a volume that libvirt was not asked for. */
    private static Optional<SourcePath> path(ZonedDevice device) {
        try {
            return device.backingFile().or(() -> Optional.of(new SourcePath(device.source())));
        } catch (VirtZonedException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(SourcePath path, ZonedDevice device) {
        return path(device).filter(own -> isSame(path, own)).isPresent();
    }

    private static boolean isSame(SourcePath one, SourcePath other) {
        try {
            return Files.isSameFile(Path.of(one.text()), Path.of(other.text()));
        } catch (IOException | InvalidPathException e) {
            // One of them is not there.
            return false;
        }
    }
}
