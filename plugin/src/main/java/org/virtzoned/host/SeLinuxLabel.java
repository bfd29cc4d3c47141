package org.virtzoned.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The label that lets guests' QEMUs use, under SELinux, the files in the folder of emulated namespaces: libvirt labels no
 * file that only QEMU's command line names.
 */
final class SeLinuxLabel {
    private static final String TYPE = "svirt_image_t";
    private static final String FILES = HookLayout.NAMESPACE_FOLDER + "(/.*)?";

    private final Path root;
    private final HostTools tools;

    SeLinuxLabel(Path root, HostTools tools) {
        this.root = root;
        this.tools = tools;
    }

    /** Whether SELinux is there to rule. */
    boolean isWanted() {
        return Files.exists(root.resolve("sys/fs/selinux/enforce"));
    }

    boolean isSet() {
        return tools.ask("stat", "--format=%C", folder())
                .filter(label -> label.contains(":" + TYPE + ":"))
                .isPresent();
    }

    /** Sets it, so that it stays when the file system is labelled anew, where the tools for that are there. */
    void set(HookReport report) {
        Optional<String> failure = tools.has("semanage") && tools.has("restorecon")
                ? define().or(() -> tools.run("restorecon", "-R", folder()))
                : tools.run("chcon", "-t", TYPE, folder());
        failure.ifPresentOrElse(
                words -> report.warn("SELinux may keep guests from the files in " + folder() + ": " + words + "."),
                () -> report.done("Labelled: " + folder() + " " + TYPE + "."));
    }

    /** Takes the definition back; the files keep their label. */
    void forget() {
        if (isWanted() && tools.has("semanage")) {
            // Where there is none, it says so, and nothing is wrong.
            tools.run("semanage", "fcontext", "-d", FILES);
        }
    }

    private Optional<String> define() {
        return tools.run("semanage", "fcontext", "-a", "-t", TYPE, FILES)
                // It may be defined already.
                .flatMap(failure -> tools.run("semanage", "fcontext", "-m", "-t", TYPE, FILES)
                        .map(again -> failure));
    }

    private String folder() {
        return root.resolve(HookLayout.NAMESPACE_FOLDER.substring(1)).toString();
    }
}
