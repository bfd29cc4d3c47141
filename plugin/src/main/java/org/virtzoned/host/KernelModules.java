package org.virtzoned.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of the running kernel, as sysfs and depmod's files (modules.dep(5)) show them. None is loaded for it. */
final class KernelModules {
    /** kmod reads these compressed forms (Documentation/kbuild/modules.rst). */
    private static final Pattern FILE = Pattern.compile("(?:.*/)?([^/]+)\\.ko(?:\\.(?:xz|zst|gz))?");

    private final Path root;
    private final Path folder;

    /** How the kernel has a module. */
    enum Presence {
        LOADED("loaded"),
        BUILT_IN("built in"),
        /** Its file is there. */
        LOADABLE("loaded when needed"),
        ABSENT("absent");

        private final String words;

        Presence(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** @param release of the kernel, {@code uname -r} */
    KernelModules(Path root, String release) {
        this.root = root;
        this.folder = root.resolve("lib/modules/" + release);
    }

    /** Where the modules are. */
    Path folder() {
        return folder;
    }

    Presence presence(String module) {
        Path inSysfs = root.resolve("sys/module/" + module);
        if (Files.exists(inSysfs)) {
            // Modules that are built in, and have parameters, are there, too (Documentation/ABI/testing/sysfs-module).
            return Files.exists(inSysfs.resolve("initstate")) ? Presence.LOADED : Presence.BUILT_IN;
        }
        if (find("modules.builtin", module).isPresent()) {
            return Presence.BUILT_IN;
        }
        return find("modules.dep", module)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .map(file -> Presence.LOADABLE)
                .orElse(Presence.ABSENT);
    }

    /** The path of a module in one of depmod's files. */
    private Optional<String> find(String list, String module) {
        try (Stream<String> lines = Files.lines(folder.resolve(list))) {
            return lines.map(line -> line.split(":", 2)[0])
                    .filter(path -> name(path).equals(module))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** In file names a hyphen may stand where the module's name has an underscore. */
    private static String name(String path) {
        Matcher matcher = FILE.matcher(path);
        return matcher.matches() ? matcher.group(1).replace('-', '_') : "";
    }
}
