package org.virtzoned.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What these tests need of the machine. What is missing is named all at once, and fails. */
public final class Needs {
    /** Of Maven's: the folder of this module. */
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private static final List<String> PROGRAMS = List.of("unshare", "nsenter", "setsid");

    /** A release has its own. */
    private static final List<String> DAEMONS = List.of("libvirtd", "virtlogd", "virsh", "qemu-system-x86_64");

    /** Folders that an ordinary user's PATH may lack. */
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Needs() {}

    /** The checkout. */
    public static Path project() {
        return MODULE.getParent();
    }

    /** The folder of the test guest: {@code vmlinuz}, {@code initramfs.gz} and {@code agent.gz}. */
    static Path guestFolder() {
        return Path.of(System.getProperty("guest.dir", ""));
    }

    /** Whether guests may run under KVM. */
    static boolean hasKvm() {
        return Boolean.getBoolean("virtzoned.kvm");
    }

    /** @param release whose libvirt it is to be; empty for this host's */
    static void require(Optional<Release> release) {
        List<String> missing = new ArrayList<>(missingPrograms(PROGRAMS));
        missing.addAll(release.map(Release::missing).orElseGet(() -> missingPrograms(DAEMONS)));
        for (String file : List.of("vmlinuz", "initramfs.gz", "agent.gz")) {
            if (!Files.isRegularFile(guestFolder().resolve(file))) {
                missing.add("the test guest's " + file + " in '" + guestFolder() + "', the folder of -Dguest.dir");
            }
        }
        for (String file : List.of("script/lib/own-libvirtd", "integration-tests/private-libvirt", "bin/virt-zoned")) {
            if (!Files.isExecutable(project().resolve(file))) {
                missing.add("the project's " + file);
            }
        }
        require("test with libvirt", missing);
    }

    /** Those of some programs that aren't there, in words. */
    public static List<String> missingPrograms(List<String> programs) {
        return programs.stream()
                .filter(program -> searchPath().noneMatch(folder -> Files.isExecutable(folder.resolve(program))))
                .map(program -> "the program " + program)
                .toList();
    }

    /** Fails if something is missing. */
    public static void require(String act, List<String> missing) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Cannot " + act + ": found no " + String.join(", no ", missing)
                    + ". 'script/test' installs and builds what is missing.");
        }
    }

    private static Stream<Path> searchPath() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }
}
