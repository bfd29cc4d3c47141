package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** What else is in the folder of the hook's Python package: modules of other versions, and what Python compiled. */
final class PythonModules {
    private final Path folder;

    PythonModules(Path folder) {
        this.folder = folder;
    }

    /**
     * Removes our modules but those named.
     *
     * @return whether there were such
     */
    boolean removeOthers(Set<Path> kept, HookReport report) {
        boolean removed = false;
        try {
            for (Path file : HostFolder.list(folder)) {
                if (!kept.contains(file) && isOurs(file)) {
                    Files.delete(file);
                    report.done("Removed: " + file + ".");
                    removed = true;
                }
            }
        } catch (IOException e) {
            throw HostException.failed("remove what another version left in", folder, e);
        }
        return removed;
    }

    /** Python tells whether a compiled module is of its source by the source's size, and its time in seconds. */
    void removeCompiled() {
        Path compiled = folder.resolve("__pycache__");
        try {
            for (Path file : HostFolder.list(compiled)) {
                Files.delete(file);
            }
            Files.deleteIfExists(compiled);
        } catch (IOException e) {
            throw HostException.failed("remove", compiled, e);
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        return file.getFileName().toString().endsWith(".py")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && HookFile.isMarked(Files.readAllBytes(file));
    }
}
